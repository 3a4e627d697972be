"""What a file of referral totals is, and what each of its lines would do."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.quarters import QuarterError, last_day, parse_quarter, quarter_words
from elearn.gateways.sheets import Columns, Line, Sheet, read_sheet
from elearn.gateways.sheets.cells import CellError, CellReader
from elearn.gateways.sheets.columns import folded
from elearn.gateways.sheets.watching import Watch, unwatched
from elearn.referrals.actions.totals import Key, Total
from elearn.referrals.queries.totals import AreaRow, TotalRow
from elearn.referrals.texts import KINDS, MOST, NOT_OVER, WHOLE

COLUMNS = ("area", "quarter", "kind", "number")
MOST_ROWS = 20_000
REFERRALS = Columns(COLUMNS, needed=COLUMNS, most_rows=MOST_ROWS)
NUMBER = re.compile(r"(\d{1,7})(?:\.0+)?", re.ASCII)
FATES = ("error", "new", "replaced", "same")
TWICE = "An earlier line has this area, quarter and kind. Keep one of the two."
NO_AREA = "There is no such area. Use its name or the short name in the template."
NO_KIND = "Write nrm or dtn."
SPELLINGS = {
    "nrm": "nrm",
    "nationalreferralmechanism": "nrm",
    "dtn": "dtn",
    "dutytonotify": "dtn",
}


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line: ``fate`` is new, replaced, same or error. ``total`` is None for an error,
    ``before`` what stood there."""

    line: int
    fate: str
    total: Total | None
    area: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do, line by line, what needs somebody first."""

    lines: tuple[PlannedLine, ...]
    notices: tuple[str, ...]

    @property
    def totals(self) -> tuple[Total, ...]:
        return tuple(one.total for one in self.lines if one.total)

    @property
    def fates(self) -> dict[str, int]:
        """How many lines have each fate; every fate is there."""
        return {fate: sum(one.fate == fate for one in self.lines) for fate in FATES}

    @property
    def changes(self) -> int:
        """How many lines would change something."""
        return self.fates["new"] + self.fates["replaced"]

    def digest(self) -> str:
        """What would be done, as one word: it differs as soon as the record differs."""
        acts = [(one.fate, one.total or one.line, one.words) for one in self.lines]
        return hashlib.sha256(repr(acts).encode()).hexdigest()


def read(content: bytes) -> Sheet:
    """The lines of a file. Raises SheetFileError, one sentence that says what to do."""
    return read_sheet(content, REFERRALS)


def make_plan(
    sheet: Sheet,
    *,
    areas: Sequence[AreaRow],
    there: Iterable[TotalRow],
    today: date,
    watch: Watch = unwatched,
) -> Plan:
    """What the lines of a file would do to what is there."""
    known = {folded(key): area for area in areas for key in (area.slug, area.name)}
    held = {(one.area_id, one.quarter, one.kind): one.number for one in there}
    seen: set[Key] = set()
    lines = [_planned(line, sheet, known, held, seen, today) for line in watch(sheet.lines)]
    lines.sort(key=lambda one: (one.fate != "error", one.line))
    return Plan(tuple(lines), sheet.notices)


def _planned(
    line: Line,
    sheet: Sheet,
    known: Mapping[str, AreaRow],
    held: Mapping[Key, int],
    seen: set[Key],
    today: date,
) -> PlannedLine:
    reader = CellReader(line, sheet)
    area = reader.take("area", lambda text: _area(text, known), "Write the name of the area.")
    quarter = reader.take("quarter", lambda text: _quarter(text, today), "Write the quarter.")
    kind = reader.take("kind", _kind, NO_KIND)
    number = reader.take("number", _number, f"{WHOLE}: 0 for none.")
    if area and quarter and kind and (area.area_id, quarter, kind) in seen:
        reader.refuse("", TWICE)
    if reader.faults or area is None or quarter is None or kind is None or number is None:
        said = tuple(f"{one.column}: {one.remedy}".removeprefix(": ") for one in reader.faults)
        return PlannedLine(line.number, "error", None, "", said)
    total = Total(area.area_id, quarter, kind, number)
    seen.add(total.key)
    before = held.get(total.key)
    words = f"{KINDS[kind]}, {quarter_words(quarter)}: {number:,}"
    if before is None:
        return PlannedLine(line.number, "new", total, area.name, (words,))
    if before == number:
        return PlannedLine(line.number, "same", total, area.name, (words,))
    return PlannedLine(line.number, "replaced", total, area.name, (words, f"Until now: {before:,}"))


def _area(text: str, known: Mapping[str, AreaRow]) -> AreaRow:
    found = known.get(folded(text))
    if found is None:
        raise CellError(NO_AREA)
    return found


def _quarter(text: str, today: date) -> str:
    try:
        found = parse_quarter(text)
    except QuarterError as error:
        raise CellError(str(error)) from None
    if last_day(found) >= today:
        raise CellError(NOT_OVER)
    return found


def _kind(text: str) -> str:
    found = SPELLINGS.get(folded(text))
    if found is None:
        raise CellError(NO_KIND)
    return found


def _number(text: str) -> int:
    found = NUMBER.fullmatch(text.replace(",", "").replace(" ", ""))
    if found is None or int(found[1]) > MOST:
        raise CellError(f"{WHOLE}.")
    return int(found[1])
