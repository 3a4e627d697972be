"""What the pages about imports show, made from plans and from what was done."""

from elearn.domain.dates import uk_date
from elearn.domain.evidence import evidence_label
from elearn.evidence.pages.words import many
from elearn.evidence.plan import LineOutcome, Plan
from elearn.evidence.queries.imports import DoneRow, ImportRow
from elearn.web.imports import Figure, ShownLine, unusable_words

NO_NUMBER = "no staff number"
GRADE = "E2"
FATES = {"error": "Cannot be used", "new": "New", "known": "Known already"}
SHAPES = {"error": "act", "new": "good", "known": "unknown"}


def figures(counts: dict[str, int]) -> tuple[Figure, ...]:
    """A tile for each fate."""
    return tuple(Figure(word, counts[fate]) for fate, word in FATES.items())


def planned_line(one: LineOutcome) -> ShownLine:
    """A line as it would be applied."""
    faults = tuple(
        f"{fault.column}: {fault.remedy}" if fault.column else fault.remedy for fault in one.faults
    )
    return ShownLine(
        where=f"line {one.line}",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES[one.fate],
        word=FATES[one.fate],
        what=(*faults, *one.words),
    )


def done_line(one: DoneRow) -> ShownLine:
    """A line as it was applied."""
    waits = "" if one.is_complete else ": waits for a short quiz"
    what = f"{one.code} {one.title}, {uk_date(one.done_on)}{waits}"
    return ShownLine(
        where=f"line {one.line}",
        name=one.name,
        staff_number=one.staff_number or NO_NUMBER,
        state=SHAPES["new"],
        word=FATES["new"],
        what=(what, *((one.evidence,) if one.evidence else ())),
    )


def preview_title(plan: Plan) -> str:
    """The answer to what the file would do."""
    new, wrong = plan.counts["new"], plan.counts["error"]
    if new:
        return f"This file would put {many(new, 'line')} on record"
    if wrong:
        return f"None of the {'line' if wrong == 1 else 'lines'} that are new can be used"
    return "Nothing to change: all of this is on record"


def preview_lede(plan: Plan) -> str:
    """What has happened so far, and what is wrong."""
    return unusable_words(plan.counts["error"])


def apply_button(plan: Plan) -> str:
    """What the button says; empty where there is nothing good to apply."""
    new = plan.counts["new"]
    return f"Put {many(new, 'line')} on record" if new else ""


def done_words(one: ImportRow) -> str:
    """What an import did, in the words of the heading."""
    new = one.counts["new"]
    if not new:
        return "All of it was on record already"
    return f"{many(new, 'line')} {'is' if new == 1 else 'are'} on record"


def how_we_know() -> tuple[str, str]:
    """The row that says what an imported line is worth."""
    return "How we know", evidence_label(GRADE)


def fates(one: ImportRow) -> str:
    """How many lines of each fate, in words."""
    shown = [
        f"{one.counts[fate]} {word.lower()}" for fate, word in FATES.items() if one.counts[fate]
    ]
    return ", ".join(shown) or "nothing"
