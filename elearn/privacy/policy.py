"""How long each kind of record is kept: the rules with their defaults and the bounds in which the
partnership (and, of its own leavers, an agency) may change them. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from elearn.domain.dates import add_months, london_today


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``name`` is what is kept, ``after`` what happens when its time is over. A fixed
    rule (``low`` = ``high``) is carried out by the part of the service that made the record."""

    key: str
    name: str
    after: str
    unit: Unit
    default: int
    low: int
    high: int
    by_agency: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.low == self.high

    def said(self, kept: int) -> str:
        """The time in words.

        >>> RULES["sessions"].said(90), RULES["leavers"].said(72), RULES["previews"].said(1)
        ('90 days', '6 years', '1 day')
        """
        number, thing = self.counted(kept)
        return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

    def counted(self, kept: int) -> tuple[int, str]:
        """How many of which of "year", "month" and "day" the time is."""
        if self.unit is Unit.MONTHS and kept % 12 == 0:
            return kept // 12, "year"
        return kept, self.unit.value.removesuffix("s")

    def cutoff(self, kept: int, now: datetime) -> datetime:
        """What is older than this has had its time."""
        if self.unit is Unit.DAYS:
            return now - timedelta(days=kept)
        day = add_months(london_today(now), -kept)
        return now.replace(year=day.year, month=day.month, day=day.day)


def _fixed(key: str, name: str, after: str, unit: Unit, kept: int) -> Rule:
    return Rule(key, name, after, unit, kept, kept, kept)


D, M = Unit.DAYS, Unit.MONTHS
BACKUP_LIFE_DAYS = 35
_RULES = (
    Rule("idle", "An account nobody uses", "it is listed for whoever runs accounts", M, 12, 6, 24),
    Rule("idle-stop", "An account nobody uses and nobody works under",
         "it is suspended", M, 18, 12, 36),
    Rule("leavers", "The record of somebody who left every agency",
         "a random name takes the place of theirs; counts of past audits stay",
         M, 72, 12, 120, by_agency=True),
    Rule("sessions", "Where and when somebody was signed in, after it ended",
         "the line is deleted", D, 90, 30, 365),
    Rule("tries", "Failed tries to sign in, as keyed hashes", "the line is deleted", D, 30, 1, 90),
    Rule("answers", "The words typed as answers, after the quiz was handed in",
         "the words are emptied; whether they were right stays, as audits count it",
         D, 90, 30, 730),
    Rule("walks", "The choices made in scenarios", "they are deleted", M, 12, 3, 36),
    Rule("letters", "The text of letters that were sent", "it is emptied; that one was sent stays",
         D, 90, 30, 365),
    Rule("comments", "The words written about modules",
         "they are emptied; the answers chosen stay", M, 24, 6, 60),
    Rule("rosters", "What a roster import changed, person by person",
         "it is emptied; the import can no longer be undone", D, 365, 90, 730),
    Rule("registrations", "Requests for an account, once answered or run out",
         "they are deleted", D, 30, 7, 90),
    Rule("erasures", "The random tokens of who was erased",
         f"they are deleted: no backup is older than {BACKUP_LIFE_DAYS} days",
         D, 90, BACKUP_LIFE_DAYS + 1, 400),
    _fixed("links", "Links, codes and offers sent by letter, after they ran out",
           "they are deleted", D, 30),
    _fixed("previews", "Uploaded rosters, headcounts and lists that nobody applied",
           "the file is deleted", D, 1),
    _fixed("certificates", "Certificates from elsewhere, once approved",
           "the file is deleted; the decision stays (90 days if refused)", M, 36),
    _fixed("guests", "Names of guests at a briefing", "they are emptied when the room shuts", D, 1),
    _fixed("marks", "That somebody answered the staff survey, as a keyed hash",
           "it is deleted the night after the survey ends", D, 1),
)  # fmt: skip
RULES = {one.key: one for one in _RULES}
WHILE_IT_RUNS = "while the service runs"
WITH_THE_PERSON = "while the person has an account, then as the record of a leaver"
IN_MINUTES = "minutes: until it is used or runs out"


def said(kept: str, periods: dict[str, int] | None = None) -> str:
    """How long, in words: of a rule's key the time in force, of anything else itself."""
    rule = RULES.get(kept)
    return kept if rule is None else rule.said((periods or {}).get(kept, rule.default))


def fault_of(rule: Rule, kept: int, *, of_agency: bool) -> str:
    """Why a time may not be set; empty where it may."""
    if rule.is_fixed:
        return "This time is fixed."
    if of_agency and not rule.by_agency:
        return "This time is the same for every agency."
    if not rule.low <= kept <= rule.high:
        return f"Type a number from {rule.low} to {rule.high}."
    return ""
