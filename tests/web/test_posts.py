"""Edited and withdrawn posts in the app: each earlier wording, when it was seen, what the edit changed."""

import averly
import pytest
from folders import FIRST, followed, reworded, without
from lxml import html

from rashomon.changes import Changes
from rashomon.changeset import ChangedPost, ChangeSet, entry
from rashomon.model.record import Record
from rashomon.store import DATABASE_NAME, open_store
from rashomon.web import Story, create_app
from rashomon.web.guard import Guard

RECORD = averly.record()
COUNTED = RECORD.posts[5]


def steps() -> list[Record]:
    """Three records: the first says `four` and `100`, the second `nine`, the third is the story; a post goes."""
    two = reworded(RECORD, ("four hundred containers", "nine hundred containers"))
    one = reworded(two, ("Around 400 containers may be released", "Around 100 containers may be released"))
    return [one, two, RECORD]


@pytest.fixture
def client(serve, tmp_path):
    followed(tmp_path, steps())
    return serve(tmp_path)


def test_edited_posts_are_listed_the_last_changed_first(client) -> None:
    """Each with its account, how often it was edited and when that was noticed."""
    page = client.get("/posts").text
    found = client.get("/posts.json").json()

    assert [(one["title"], one["edits"], one["withdrawn"]) for one in found["items"]] == [
        ("“We asked for one thing”", 1, False), ("14:20", 1, False),
    ]  # fmt: skip
    assert page.index("We asked for one thing") < page.index("14:20")
    assert page.count("<b>edited once</b>") == 2
    assert "last noticed" in page


def test_a_post_stands_with_each_earlier_wording_and_what_changed(client) -> None:
    """Words that went and came are marked with elements that a reader of the screen hears, and the whole is there."""
    address = f"/posts/{COUNTED.id}"
    page = client.get(address).text
    found = client.get(f"{address}.json").json()

    assert '<del><span class="sr">went: </span>100</del> <ins><span class="sr">came: </span>400</ins>' in page
    assert [v["text"].split()[2] for v in found["versions"]] == ["400", "100"]
    assert found["versions"][1]["until"] == found["versions"][0]["since"] == "2031-03-04T14:10:00Z"
    assert found["post"]["edits"] == 1
    assert f'href="/sources/{COUNTED.document}#p-{COUNTED.id}"' in page


def test_the_account_and_the_statement_lead_to_the_wordings(client) -> None:
    """An edited post says so where it is read; one that was not has no such word."""
    page = client.get(f"/sources/{COUNTED.document}").text
    said = next(s for s in RECORD.statements if s.post == COUNTED.id)

    assert page.count(f'href="/posts/{COUNTED.id}">edited once') == 1
    assert page.count("edited once") == 1
    assert f'href="/posts/{COUNTED.id}">edited once' in client.get(f"/statements/{said.id}").text


def test_a_withdrawn_post_keeps_its_page(serve, tmp_path) -> None:
    """Under the last id that it had, with its last words; its account says how many went."""
    gone = RECORD.posts[1]
    followed(tmp_path, [*steps(), without(RECORD, gone.id)])
    client = serve(tmp_path)
    page = client.get(f"/posts/{gone.id}")

    assert page.status_code == 200
    assert "As it last read" in page.text
    assert "four hundred containers out of the yard" in page.text
    assert "went: </span>nine</del>" in page.text
    assert client.get("/posts.json").json()["items"][0]["withdrawn"] is True
    assert "one withdrawn post" in client.get(f"/sources/{gone.document}").text


def test_a_post_that_nothing_is_known_of(client) -> None:
    """One that was never edited says so; one that never was is told as missing, with what to do."""
    calm = next(p for p in RECORD.posts if p.id not in {COUNTED.id, RECORD.posts[1].id} and p.same_as is None)

    assert "No edit of this post was noticed" in client.get(f"/posts/{calm.id}").text
    answer = client.get("/posts/o0none.json")
    assert answer.status_code == 404
    assert "Edited posts" in answer.json()["error"]


def test_an_edit_that_comes_while_the_server_runs_is_shown(tmp_path) -> None:
    """A page that was made before, and kept, does not hide it; nor does a browser that asks whether it is the same."""
    from starlette.testclient import TestClient

    followed(tmp_path, steps()[:2])
    story = Story(tmp_path)
    with TestClient(create_app(story, Guard()), base_url="http://127.0.0.1:8765") as client:
        before = client.get("/posts")
        followed(tmp_path, steps()[2:])
        story.look()
        after = client.get("/posts", headers={"if-none-match": before.headers["etag"]})

        assert after.status_code == 200
        assert "We asked for one thing" not in before.text
        assert "We asked for one thing" in after.text


@pytest.mark.parametrize(
    "poison", ['"><img src=x onerror=alert(1)>', "</del><script>x</script>", "\u202e\x00javascript:x"]
)
def test_words_of_a_withdrawn_post_are_only_words(serve, tmp_path, poison: str) -> None:
    """Hostile in every field of a change set, the id too: no element comes of it, and each address answers."""
    followed(tmp_path, [RECORD])
    posts = tuple(
        ChangedPost(post=f"{poison}{how}", account=poison, how=how, title=poison, before=poison, page=poison, key=how)
        for how in ("gone", "edited")
    )
    found = ChangeSet(number=1, at=FIRST, changes=Changes(), posts=posts)
    with open_store(tmp_path / DATABASE_NAME) as store, store.saving(RECORD, change=entry(found)):
        pass
    client = serve(tmp_path)
    pages = [client.get("/posts")]
    pages += [client.get(a) for a in html.document_fromstring(pages[0].text).xpath("//main//li//a/@href")]

    assert len(pages) == 2
    for page in pages:
        assert page.status_code in {200, 404}
        told = html.document_fromstring(page.text)
        assert not told.xpath("//img | //script[not(@src)]")
        assert not [
            name for node in told.iter() if isinstance(node.tag, str) for name in node.attrib if name[:2] == "on"
        ]
