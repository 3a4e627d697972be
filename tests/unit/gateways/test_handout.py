"""A module's hand-out as a screen reader and a printer see it."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from elearn.content.markdown import render
from elearn.gateways.documents import DocumentMaker, HandoutFacts, RememberingDocuments
from elearn.gateways.documents import TypstDocuments as Documents

TEXT = """
## Notice

One sign is weak. A **pattern** counts. [Read on](https://gov.example/a).

- one
  - deep

1. first
2. second

| Where | What |
|---|---|
| At work | No kit |

::: say
"Hello."
:::

::: details More
Text.
:::
"""
FACTS = HandoutFacts(
    title="Notice it on one page",
    partnership="Northmoor and the Isles Modern Slavery Partnership",
    module="Notice it",
    outcomes=("Say what you saw.", "Say whom you tell."),
    html=render(TEXT).html + '<p>Call <a href="tel:999">999</a>.</p>',
    version=3,
    law_as_at=date(2026, 11, 1),
)


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def kinds(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each
    }


@pytest.fixture(scope="module")
def handout() -> bytes:
    return Documents().handout(FACTS)


def test_a_handout_is_one_tagged_page(handout: bytes) -> None:
    with opened(handout) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == FACTS.title


def test_its_parts_are_what_they_are_to_a_screen_reader(handout: bytes) -> None:
    with opened(handout) as pdf:
        assert kinds(pdf) >= {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/P"}


def test_the_same_facts_give_the_same_bytes(handout: bytes) -> None:
    assert Documents().handout(FACTS) == handout


@pytest.mark.parametrize("text", ["#panic()", "$x$", "\\", "*a*", "]", "<script>", "```", "@a"])
def test_words_are_never_read_as_markup(text: str) -> None:
    facts = replace(FACTS, title=text, outcomes=(text,), html=f"<p>{text}</p>", module=text)
    assert Documents().handout(facts).startswith(b"%PDF")


@pytest.mark.parametrize("html", ["", "<ul></ul>", "<table></table>", "<p></p>", "<h3>Deep</h3>"])
def test_a_handout_of_little_is_still_one(html: str) -> None:
    assert Documents().handout(replace(FACTS, html=html, outcomes=())).startswith(b"%PDF")


def test_the_double_remembers_it() -> None:
    maker: DocumentMaker = RememberingDocuments()
    assert maker.handout(FACTS).startswith(b"%PDF")
    assert isinstance(maker, RememberingDocuments)
    assert maker.handouts == [FACTS]
