"""Documents as accessible PDFs: the protocol, the maker that sets them in Typst, and a double."""

import io
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Protocol

from elearn.domain.dates import uk_date
from elearn.gateways.flow import flow
from elearn.gateways.typesetting import DocumentError, typeset

__all__ = [
    "CertificateFacts",
    "DocumentError",
    "DocumentMaker",
    "HandoutFacts",
    "RememberingDocuments",
    "ReportChart",
    "ReportFacts",
    "ReportFigure",
    "ReportLine",
    "ReportSection",
    "ReportTable",
    "TypstDocuments",
]
LONGEST_WORD = 28
ENGLISH = "en"
CERTIFICATE_WORDS = {
    "heading": "Certificate",
    "door": "An open door with light falling through it",
    "certifies": "This certifies that",
    "before": "of",
    "passed_by": "passed",
    "alone": "passed",
    "unprintable_note": "The sign \N{REPLACEMENT CHARACTER} stands for a letter of a name that we "
    "cannot print.",
    "passed_on": "Passed on",
    "in_date": "In date until",
    "content_label": "Content",
    "topics_label": "Topics:",
    "check": "Check this certificate",
    "code_label": "Code",
    "no_score": "The check says only whether this certificate is true and in date. It shows no "
    "score.",
    "qr_alt": "QR code of the address beside it",
}
HANDOUT_WORDS = {
    "door": "An open door with light falling through it",
    "outcomes_title": "After this module you can",
    "page_of": "Page {page} of {pages}",
}
_LONG_WORD = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says. ``until`` None: it does not expire. ``agency`` may be blank, and
    ``topics`` empty where they are not known. ``words`` are those around it in the language
    ``lang``, as CERTIFICATE_WORDS has them in English."""

    partnership: str
    name: str
    agency: str
    module: str
    passed_on: date
    until: date | None
    version: int | None
    law_as_at: date | None
    topics: tuple[str, ...]
    code: str
    verify_url: str
    lang: str = ENGLISH
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A headline figure with its label and its base."""

    label: str
    value: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of printed text; ``numeric`` are the places of the columns set to the right, and
    ``wide`` those of the columns that share the width the others leave. ``steps`` makes it a heat
    map: for each row how dark its cells are after the first, 1 to 4 or x. ``note`` stands below
    the caption."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    wide: tuple[int, ...] = (0,)
    note: str = ""
    steps: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A row of a chart: name, figure, a word of state, and its drawing (or nothing, when the
    figure is hidden and ``words`` stand in its place)."""

    name: str
    value: str
    words: str = ""
    svg: str = ""


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart of rows, or one drawing with the words that say what it shows (``alt``). ``narrow``
    is the same drawing for narrow screens; documents leave it out."""

    caption: str
    note: str = ""
    lines: tuple[ReportLine, ...] = ()
    svg: str = ""
    alt: str = ""
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A numbered part of a report: paragraphs, then charts, then tables, then points, then pairs
    of a term and its meaning. An ``annex`` is lettered and set smaller."""

    title: str
    paragraphs: tuple[str, ...] = ()
    charts: tuple[ReportChart, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    points: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    annex: bool = False


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report of figures frozen on a census day. ``headline`` is the answer in a sentence;
    ``definitions`` are pairs of a word and its meaning; drawings are complete SVG files.
    ``publication`` says on every page who may have it. ``compact`` is for reports of a page or
    two: smaller, and without contents."""

    title: str
    partnership: str
    edition: str
    census: date
    headline: str
    figures: tuple[ReportFigure, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    cautions: tuple[str, ...] = ()
    marking: str = "OFFICIAL"
    publication: str = ""
    compact: bool = False


@dataclass(frozen=True, slots=True)
class HandoutFacts:
    """A module on a page or two. ``html`` is published text with its contacts filled in, in the
    language ``lang``; ``words`` are those around it, as HANDOUT_WORDS has them in English."""

    title: str
    partnership: str
    module: str
    outcomes: tuple[str, ...]
    html: str
    version: int
    law_as_at: date
    lang: str = ENGLISH
    words: Mapping[str, str] = field(default_factory=dict)


class DocumentMaker(Protocol):
    """Makes bytes of facts. Raises DocumentError when it cannot."""

    def certificate(self, facts: CertificateFacts) -> bytes: ...

    def report(self, facts: ReportFacts) -> bytes: ...

    def handout(self, facts: HandoutFacts) -> bytes: ...


@dataclass(slots=True)
class RememberingDocuments:
    """Makes nothing and remembers what was asked for."""

    certificates: list[CertificateFacts] = field(default_factory=list)
    reports: list[ReportFacts] = field(default_factory=list)
    handouts: list[HandoutFacts] = field(default_factory=list)

    def certificate(self, facts: CertificateFacts) -> bytes:
        self.certificates.append(facts)
        return f"%PDF-remembered certificate {facts.code}".encode()

    def report(self, facts: ReportFacts) -> bytes:
        self.reports.append(facts)
        return f"%PDF-remembered report {facts.title}".encode()

    def handout(self, facts: HandoutFacts) -> bytes:
        self.handouts.append(facts)
        return f"%PDF-remembered handout {facts.title}".encode()


class TypstDocuments:
    """Sets documents in Typst with our own fonts. Facts go in as JSON, so none of them is ever
    read as markup; the same facts give the same bytes."""

    def certificate(self, facts: CertificateFacts) -> bytes:
        """One page, about 15 ms."""
        return typeset("certificate.typ", _certificate_words(facts), facts.passed_on)

    def report(self, facts: ReportFacts) -> bytes:
        """As many pages as it needs, with a table of contents."""
        words = asdict(facts) | {"census": uk_date(facts.census)}
        return typeset("audit.typ", words, facts.census)

    def handout(self, facts: HandoutFacts) -> bytes:
        """A page or two."""
        return typeset("handout.typ", _handout_words(facts), facts.law_as_at)


def _handout_words(facts: HandoutFacts) -> dict[str, Any]:
    where = "" if facts.module == facts.title else f"{facts.module}. "
    law = f"Version {facts.version}. Law as at {uk_date(facts.law_as_at)}."
    return {
        "title": facts.title,
        "partnership": facts.partnership,
        "outcomes": list(facts.outcomes),
        "blocks": flow(facts.html),
        "foot": where + law,
        "lang": facts.lang,
        **HANDOUT_WORDS,
        **facts.words,
    }


def _certificate_words(facts: CertificateFacts) -> dict[str, Any]:
    version = f"Version {facts.version}" if facts.version else "First version"
    law = f", law as at {uk_date(facts.law_as_at)}" if facts.law_as_at else ""
    return {
        "partnership": facts.partnership,
        "name": _breakable(facts.name),
        "agency": _breakable(facts.agency),
        "module": facts.module,
        "passed": uk_date(facts.passed_on),
        "until": uk_date(facts.until) if facts.until else "It does not expire",
        "content": version + law,
        "topics": list(facts.topics),
        "code": facts.code,
        "verify": facts.verify_url.partition("://")[2] or facts.verify_url,
        "qr": _qr_code(facts.verify_url),
        "lang": facts.lang,
        **CERTIFICATE_WORDS,
        **facts.words,
    }


def _breakable(text: str) -> str:
    """Words no line can hold may be broken, after so many letters, by a space of no width."""
    return _LONG_WORD.sub("\\1\u200b", text)


def _qr_code(address: str) -> str:
    import segno  # noqa: PLC0415 - few processes make a certificate

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
