"""The annexes of a report: tables, what is hidden, how good the data is, what to beware of."""

from collections import Counter
from collections.abc import Sequence

from elearn.audit.findings import grade_a, silent_agencies, topics
from elearn.audit.heat import Heat, coverage_heat, knowledge_heat
from elearn.audit.reports.coverage import agencies_table
from elearn.audit.reports.given import Given, text
from elearn.audit.run.words import STATES
from elearn.audit.sheets import topic_name
from elearn.audit.words import RETURNED, counted, per_cent
from elearn.domain.suppression import Audience
from elearn.gateways.documents import ReportSection, ReportTable

MOST_COLUMNS = 14  # of a heat map on a page; the rest follows in another table
SAID_ELSEWHERE = ("Census date", "Modules", "Reader")
NO_FIGURE = {
    "hidden": "h",
    "not asked": "na",
    "no return": "nr",
    "too few": "tf",
}
LEGEND = (
    "Darker is worse; ▲ act. h: hidden. na: not asked. nr: no return. tf: too few to say. "
    "Figures are cut off to whole per cents."
)


def annexes(given: Given) -> tuple[ReportSection, ...]:
    """In the order of C11."""
    return (
        ReportSection("Tables", tables=(agencies_table(given), *_heats(given)), annex=True),
        _hidden(given),
        _quality(given),
        ReportSection("Read with care", points=given.page.cautions, annex=True),
        _publication(given),
    )


def _heats(given: Given) -> list[ReportTable]:
    agencies = [
        one.agency for one in sorted(given.shown.agencies, key=lambda one: (one.name, one.agency))
    ]
    codes = sorted({row.topic for row in topics(given.shown)}, key=lambda one: (len(one), one))
    coverage = coverage_heat(given.edition, given.shown, given.names, agencies=agencies)
    modules = [name.split(" ", 1)[0] for name in coverage.columns]
    made = _heat("Coverage by agency and module, per cent", coverage, modules, "")
    if codes:
        known = knowledge_heat(
            given.shown, given.names, given.rules, agencies=agencies, topics=codes, level=""
        )
        key = "; ".join(f"{code} {topic_name(code)}" for code in codes)
        made += _heat("Topic mastery by agency, per cent", known, codes, f"{key}. ")
    return made


def _heat(caption: str, heat: Heat, heads: Sequence[str], key: str) -> list[ReportTable]:
    """A wide heat map as several tables, each as wide as a page."""
    made = []
    for start in range(0, len(heads), MOST_COLUMNS):
        some = slice(start, start + MOST_COLUMNS)
        made.append(
            ReportTable(
                f"{caption}{' (more)' if start else ''}",
                ("Agency", *heads[some]),
                tuple(
                    (name, *(_cell(cell.text, str(cell.step)) for cell in cells[some]))
                    for name, cells in heat.rows
                ),
                note=f"{key}{LEGEND}",
                steps=tuple(
                    tuple(str(cell.step) for cell in cells[some]) for _, cells in heat.rows
                ),
            )
        )
    return made


def _cell(words: str, step: str) -> str:
    """A figure without its sign, or the letters of the word in its place.

    >>> _cell("49%", "4"), _cell("hidden", "x")
    ('49▲', 'h')
    """
    found = NO_FIGURE.get(words, words.removesuffix("%"))
    return f"{found}▲" if step == "4" else found


def _hidden(given: Given) -> ReportSection:
    rows = given.shown.cells
    hidden = sum(row.is_hidden for row in rows)
    return ReportSection(
        "Small numbers",
        paragraphs=(
            (
                f"What is hidden: {dict(given.page.definitions).get('Hidden', '')} One engine "
                "decides for the page, the report, the workbook and every file. "
                f"{counted(hidden, 'cell')} of {len(rows):,} (agency, role and module) are hidden "
                "in this copy."
            ),
        ),
        annex=True,
    )


def _quality(given: Given) -> ReportSection:
    shown = given.shown
    share = grade_a(shown, given.rules)
    grades = Counter(row.grade for row in shown.of_agencies)
    gave = Counter(one.returned for one in shown.agencies)
    silent = len(silent_agencies(shown))
    said = [
        (
            f"{counted(silent, 'agency', 'agencies')} gave nothing: not known, neither 0% nor left "
            "out unseen."
        )
    ]
    if share:
        said.insert(
            0,
            f"{per_cent(share.percent)} of {share.base:,} people and modules in scope rest on a "
            f"grade A headcount ({share.band.label}).",
        )
    return ReportSection(
        "Quality of the data",
        paragraphs=(
            " ".join(said),
            (
                "Agencies by what they returned: "
                + ", ".join(
                    f"{words.lower()} {gave[key]}" for key, words in RETURNED.items() if gave[key]
                )
                + ". By grade: "
                + ", ".join(f"{grade} {grades[grade]}" for grade in sorted(grades))
                + "."
            ),
        ),
        annex=True,
    )


def _publication(given: Given) -> ReportSection:
    edition, audience = given.edition, given.shown.audience
    public = audience is Audience.PUBLIC
    return ReportSection(
        "Publication and freedom of information",
        paragraphs=(
            (
                f"Marking: {given.marking}. {given.publication} State of the edition: "
                f"{STATES[edition.state][1]}."
            ),
            (
                "This copy follows the public's rule for small numbers."
                if public
                else "A request for information is answered from the public copy of this edition, "
                "in which small numbers are hidden by a stricter rule and the rest is rounded; "
                "the page of answers for such requests does so."
            ),
        ),
        tables=(
            ReportTable("What it rests on", ("What", "Value"), text(_manifest(given)), wide=(1,)),
        ),
        annex=True,
    )


def _manifest(given: Given) -> tuple[tuple[str, str], ...]:
    """The manifest without what stands in another table or only a program compares."""
    return tuple(
        pair
        for pair in given.page.manifest
        if not pair[0].startswith("Rows of") and pair[0] not in SAID_ELSEWHERE
    )
