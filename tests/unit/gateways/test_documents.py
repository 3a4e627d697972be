"""The documents as a screen reader and an archive see them."""

import io
import logging
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from elearn.gateways import documents
from elearn.gateways.documents import (
    CertificateFacts,
    DocumentError,
    DocumentMaker,
    RememberingDocuments,
    ReportChart,
    ReportFacts,
    ReportFigure,
    ReportLine,
    ReportSection,
    ReportTable,
    TypstDocuments,
)

CERTIFICATE = CertificateFacts(
    partnership="Northmoor and the Isles Modern Slavery Partnership",
    name="Amina Okafor",
    agency="Northmoor University Hospitals",
    module="Health settings: GP, emergency, maternity and ambulance",
    passed_on=date(2026, 11, 22),
    until=date(2028, 11, 22),
    version=3,
    law_as_at=date(2026, 11, 1),
    topics=("Signs in my setting", "Safe first response"),
    code="NM7K-4QXR-92TD",
    verify_url="https://training.northmoor.example/verify/NM7K-4QXR-92TD",
)
BAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="26">'
    '<rect width="49%" height="18" fill="#6b1d4e"/></svg>'
)
REPORT = ReportFacts(
    title="Training audit, autumn 2026",
    partnership="Northmoor and the Isles Modern Slavery Partnership",
    edition="First edition",
    census=date(2026, 9, 30),
    headline="Eight in ten people are in date.",
    figures=(ReportFigure("Coverage", "81.5%", "993 of 1,218"),),
    sections=(
        ReportSection(
            "Coverage by agency",
            paragraphs=("The line is the target.",),
            charts=(
                ReportChart(
                    "Coverage",
                    "People in date",
                    lines=(
                        ReportLine("Tidewell Homes", "49.0%", "▲ Act", BAR),
                        ReportLine("Isles Faith Network", "hidden", "● On track"),
                    ),
                ),
                ReportChart("Two editions", svg=BAR, alt="Coverage rose from 74 to 79."),
            ),
            tables=(
                ReportTable(
                    "Coverage", ("Agency", "In scope"), (("Tidewell Homes", "96"),) * 60, (1,)
                ),
            ),
            points=("Act first at Tidewell Homes.",),
        ),
        *(ReportSection(f"Part {number}") for number in range(4)),
    ),
    definitions=(("In scope", "People who should hold the module."),),
    cautions=("Registration is not competence.",),
)
HOSTILE = (
    '#panic("read as markup")',
    "*bold* _em_ $x$ @ref <label> // \\ `raw` #{1+1}",
    "Łucja Nguyễn-Γεωργίου Шевченко Ծովինար",
    "🇬🇧 👩🏽‍🚒 Bell",
    "李小龍",
    "أحمد بن علي",
    "\u202egnol\u0000\u0007",
    "x" * 200,
    "very long name " * 13,
)


def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def spoken(pdf: pikepdf.Pdf) -> set[str]:
    """The alternative texts in the structure that screen readers use."""
    return {
        str(each.Alt)
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
    }


def kinds(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each
    }


@pytest.fixture(scope="module")
def certificate() -> bytes:
    return TypstDocuments().certificate(CERTIFICATE)


@pytest.fixture(scope="module")
def report() -> bytes:
    return TypstDocuments().report(REPORT)


@pytest.mark.parametrize("made", ["certificate", "report"])
def test_a_document_is_tagged_titled_and_says_its_language(
    made: str, request: pytest.FixtureRequest
) -> None:
    with opened(request.getfixturevalue(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] in {"Certificate: " + CERTIFICATE.module, REPORT.title}


def test_a_certificate_is_one_page_with_a_heading_and_spoken_pictures(certificate: bytes) -> None:
    with opened(certificate) as pdf:
        assert len(pdf.pages) == 1
        assert "/H1" in kinds(pdf)
        assert spoken(pdf) == {
            "An open door with light falling through it",
            "QR code of the address beside it",
        }


def test_the_same_facts_give_the_same_bytes(certificate: bytes) -> None:
    assert TypstDocuments().certificate(CERTIFICATE) == certificate


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_read_as_markup_and_fits_one_page(name: str) -> None:
    facts = replace(CERTIFICATE, name=name, agency=name, module=name, topics=(name,) * 3)
    with opened(TypstDocuments().certificate(facts)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(CERTIFICATE, agency="", until=None, version=None, law_as_at=None, topics=())
    with opened(TypstDocuments().certificate(bare)) as pdf:
        assert len(pdf.pages) == 1


def test_letters_without_a_font_are_marked_as_such_without_being_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    # A private-use letter: no font has it, on any machine.
    facts = replace(CERTIFICATE, name="Sam \ue123")
    with caplog.at_level(logging.WARNING):
        made = TypstDocuments().certificate(facts)
    assert [record.message for record in caplog.records] == ["document_with_unprintable_letters"]
    assert "Sam" not in caplog.text
    with opened(made) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_a_report_has_headings_a_table_with_a_header_and_spoken_charts(report: bytes) -> None:
    with opened(report) as pdf:
        assert len(pdf.pages) >= 3
        assert {"/H1", "/Table", "/TH", "/TD", "/Caption", "/Figure", "/TOC"} <= kinds(pdf)
        assert spoken(pdf) == {"Tidewell Homes: 49.0%", "Coverage rose from 74 to 79."}


def test_a_report_of_nothing_is_still_a_report() -> None:
    empty = ReportFacts("Quick audit", "Northmoor", "Quick run", date(2026, 9, 30), "None yet.")
    with opened(TypstDocuments().report(empty)) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_a_report_are_words(text: str) -> None:
    table = ReportTable(text, (text, "b"), ((text, "1"),), (1,))
    chart = ReportChart(text, text, (ReportLine(text, text, text, BAR),))
    section = ReportSection(text, (text,), (chart,), (table,), (text,))
    facts = ReportFacts(
        text, text, text, date(2026, 9, 30), text, sections=(section,), cautions=(text,)
    )
    with opened(TypstDocuments().report(facts)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_a_drawing_that_is_none_is_an_error_with_a_sentence() -> None:
    chart = ReportChart("Broken", svg="<p>no</p>", alt="none")
    facts = replace(REPORT, sections=(ReportSection("a", charts=(chart,)),))
    with pytest.raises(DocumentError, match=r"The document audit\.typ cannot be set"):
        TypstDocuments().report(facts)


def test_the_double_remembers_what_it_was_asked_for() -> None:
    maker: DocumentMaker = RememberingDocuments()
    assert maker.certificate(CERTIFICATE).startswith(b"%PDF")
    assert maker.report(REPORT).startswith(b"%PDF")
    assert isinstance(maker, RememberingDocuments)
    assert (maker.certificates, maker.reports) == ([CERTIFICATE], [REPORT])


def test_the_templates_can_be_found_where_they_are_shipped() -> None:
    folder = Path(documents.__file__).parent / "typst"
    assert {path.name for path in folder.iterdir()} >= {"audit.typ", "certificate.typ", "mark.svg"}
