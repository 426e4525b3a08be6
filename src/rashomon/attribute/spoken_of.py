"""Those of whom a text speaks outside what is said, and whom the next "he", "it" or "they" may mean."""

from rashomon.attribute.kinds import ANONYMOUS, PERSONS, SPEAKERS, UTTERED
from rashomon.attribute.offices import SPOKEN_FOR
from rashomon.attribute.raw import Cover, Raw, Sentence, Token
from rashomon.lexicon.naming import naming


def acting(
    sentences: tuple[Sentence, ...], found: list[tuple[Raw, Sentence]]
) -> list[tuple[int, Sentence, list[Token]]]:
    """Subjects of main verbs outside what is quoted or reported: those whom a later "he" may mean."""
    reported = Cover(span for raw, _ in found for span in raw.content)
    out = []
    for sentence in sentences:
        for token in sentence.tokens:
            at = sentence.base + token.idx
            main = token.dep_ in ("nsubj", "nsubjpass") and (token.head.dep_ in ("ROOT", "conj") or _in_front(token))
            if not main or reported.holds(at):
                continue
            owner = _owner(token)
            if owner is not None:
                out.append((sentence.base + owner[0].idx, sentence, owner))
            named = token.pos_ == "PROPN" or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children)
            if named or token.tag_ == "VBG" or _stranger(token) or are_several(token) or _officer(token):
                out.append((at, sentence, list(token.subtree)))
    return out


def uttered_in(raw: Raw, sentence: Sentence) -> frozenset[str]:
    """What the words were put in: "said in a statement on Monday"."""
    said = {t.i for t in sentence.inside(raw.content)}
    papers = frozenset(t.lemma_.lower() for t in sentence.inside(raw.source) if t.lemma_.lower() in SPOKEN_FOR)
    named = {t.i for t in sentence.tokens if t.pos_ in ("NOUN", "PROPN")}
    return papers | {lemma for number, lemma in sentence.lemmas if lemma in UTTERED and number in named - said}


def _in_front(subject: Token) -> bool:
    """As in "When Vane came, the board left": of whom a clause before the main one is told, by name."""
    clause = subject.head
    told = not any(c.lower_ in ("if", "unless") for c in clause.children)
    somebody = subject.ent_type_ in ("PERSON", "ORG") or are_several(subject)
    return clause.dep_ == "advcl" and clause.i < clause.head.i and somebody and told


def _owner(token: Token) -> list[Token] | None:
    """As in "Vane's second letter was sent": whose thing is spoken of, whom the next "he" may mean."""
    if token.pos_ != "NOUN" or token.lemma_.lower() in PERSONS | ANONYMOUS - UTTERED:
        return None
    named = (c for c in token.children if c.dep_ == "poss" and c.pos_ in ("PROPN", "NOUN") and c.text[:1].isupper())
    owner = next(named, None)  # the parser takes a name at the head of a sentence for a noun
    return [t for t in owner.subtree if t.tag_ != "POS"] if owner is not None else None


def are_several(token: Token) -> bool:
    """As in "Several supporters were appalled": people without names, whom the next "they" means."""
    return token.tag_ == "NNS" and (token.lemma_.lower() in SPEAKERS or token.lemma_.lower() in naming().roles)


def _officer(token: Token) -> bool:
    """As in "The governor left": an office, whose holder the next "he" means where the text tells who it is."""
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
    return definite and token.tag_ == "NN" and token.lower_ in naming().roles


def _stranger(token: Token) -> bool:
    """As in "A man of 40 was arrested": one person without a name, whom the next "he" means."""
    return token.tag_ == "NN" and token.lemma_.lower() in PERSONS and any(
        c.dep_ == "det" and c.lower_ in ("a", "an", "another") for c in token.children
    )  # fmt: skip
