"""The page stays within its size and time whatever the record holds."""

import msgspec
import pytest
from crowd import busy, many
from lxml import html

from rashomon.model.analysis import Passage
from rashomon.report import render

LIMIT = 3_000_000


@pytest.mark.slow
def test_thirty_accounts_stay_under_three_megabytes():
    """Thirty accounts of a hundred statements: under the limit, and every statement still in its place."""
    record = busy(many(30, 100))
    page = render(record)
    assert len(page.encode()) < LIMIT
    ids = html.document_fromstring(page).xpath("//@id")
    assert len(ids) == len(set(ids))
    assert sum(i.startswith("s-") for i in ids) == len(record.statements)
    links = {href[1:] for href in html.document_fromstring(page).xpath("//a/@href") if len(href) > 1 and href[0] == "#"}
    assert links - set(ids) == set()


def test_a_huge_text_is_cut_and_says_so():
    """Passages without statements leave first; what is gone is counted."""
    record = many(1, 20)
    (source,) = record.documents
    filler = "word " * 60_000
    passage = Passage(id="f", document=source.id, start=len(source.text) + 2,
                      end=len(source.text) + 2 + len(filler), role="body")  # fmt: skip
    record = msgspec.structs.replace(
        record,
        documents=(msgspec.structs.replace(source, text=f"{source.text}\n\n{filler}"),),
        passages=(*record.passages, passage),
    )
    page = render(record)
    assert len(page) < 300_000
    assert "300,000 characters" in page
    assert page.count('class="sn"') == 20
