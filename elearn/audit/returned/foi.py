"""The page for answers to freedom-of-information requests: what campaigns and police were asked
(audit-method C1), from what the public may be told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.audit.editions import Opened
from elearn.audit.queries.editions import Edition
from elearn.audit.returned.pages import is_counted
from elearn.audit.returned.provided import ProvisionRow
from elearn.audit.sheets import Names
from elearn.audit.shown import CoverageRow
from elearn.audit.words import counted, number, per_cent
from elearn.domain.assessment.details import (
    ASSESSED,
    ATTENDANCE,
    EXAMINED,
    FORMATS,
    GIVEN,
    OPEN_TO,
    TYPES,
)
from elearn.domain.dates import add_months, uk_date
from elearn.domain.suppression import CoverageKey

BY_THE_AGENCY = "Not held by the partnership. The agency itself may hold it."
BY_AGENCIES = "Not held by the partnership. The agencies themselves may hold it."
Answer = tuple[str, str, str]
"""Question, answer, base and date."""


@dataclass(frozen=True, slots=True)
class FoiPage:
    """Two tables of answers, about one agency or over all of them."""

    title: str
    edition: Edition
    sealed: bool
    caption: str
    is_counted: bool
    agency: str
    choices: tuple[tuple[str, str], ...]
    opening: tuple[str, ...]
    provision: tuple[Answer, ...]
    understanding: tuple[Answer, ...]
    closing: tuple[str, ...]
    is_empty: bool
    files: Mapping[str, str]


def foi_page(opened: Opened, *, agency: str, files: Mapping[str, str]) -> FoiPage:
    """The answers of one agency, or for a blank one of the partnership. ``opened`` is the edition
    as the public may see it."""
    edition, names = opened.edition, Names(opened.edition, opened.shown)
    rows: Sequence[ProvisionRow] = opened.shown.more.get("provision", ())
    chosen = next((row for row in rows if row.agency == agency), None)
    returned = [row for row in rows if row.year is not None]
    whole = opened.shown.coverage.get(CoverageKey(""))
    who = names.agency(chosen.agency) if chosen else "the partnership"
    found = of_agency(chosen) if chosen else of_partnership(returned)
    return FoiPage(
        title=f"Answers for information requests: {who}",
        edition=edition,
        sealed=opened.sealed,
        caption=f"{edition.name}, census date {uk_date(edition.as_of)}",
        is_counted=is_counted(edition),
        agency=chosen.agency if chosen else "",
        choices=(
            ("", "The partnership, all agencies"),
            *sorted(((row.agency, names.agency(row.agency)) for row in rows),
                    key=lambda pair: (pair[1], pair[0])),
        ),
        opening=_opening(who, edition.as_of, chosen, len(returned), len(rows)),
        provision=found,
        understanding=(
            *_examined(chosen, returned),
            passed(chosen.coverage if chosen else whole, edition.as_of),
        ),
        closing=_closing(edition),
        is_empty=not returned,
        files=files,
    )  # fmt: skip


def _opening(
    who: str, on: date, chosen: ProvisionRow | None, returned: int, agencies: int
) -> tuple[str, ...]:
    held = f"This is what the partnership holds about modern slavery training in {who}"
    said = [f"{held}, as at {uk_date(on)}."]
    if chosen is None:
        said.append(
            f"{returned} of {counted(agencies, 'agency', 'agencies')} had signed a self-assessment "
            "by then."
        )
    elif chosen.signed_on is None:
        said.append("It had not signed a self-assessment by then.")
    else:
        said.append(
            f"Its own answers are from the self-assessment for {chosen.year}, signed on "
            f"{uk_date(chosen.signed_on)}."
        )
    return tuple(said)


def _closing(edition: Edition) -> tuple[str, ...]:
    rules = edition.rules
    small = (
        f"Numbers of people from 1 to {rules.public_hidden_to} are not given, and others are "
        f"rounded to the nearest {rules.public_round_to}, so that nobody can be recognised. Where "
        "a number could be worked out from others, it is not given either."
    )
    return small, f"The figures are from the audit “{edition.name}”, sealed as {edition.digest}."


def of_agency(row: ProvisionRow) -> tuple[Answer, ...]:
    """What campaigns asked councils in 2023 and 2024."""
    base, looked = _base(row), _as_at(row.on)

    def said(question: str, item: str) -> Answer:
        words = row.words(item)
        return (question, words or BY_THE_AGENCY, base if words else looked)

    def covers(question: str, kind: str) -> Answer:
        if "types" not in row.said:
            return (question, BY_THE_AGENCY, looked)
        return (question, "Yes" if kind in row.said["types"] else "No", base)

    return (
        said("Is training stand-alone or part of general training?", "given"),
        said("Which types of exploitation and topics does it cover?", "types"),
        said("Is it open to all?", "open-to"),
        said("In which format is it given?", "formats"),
        _dates(row, base),
        said("How long is awareness training, in minutes?", "minutes-a"),
        said("How long is training to recognise and respond, in minutes?", "minutes-b"),
        said("How long is specialist training, in minutes?", "minutes-c"),
        covers("Does it cover NRM forms and the Duty to Notify?", "nrm"),
        covers("Does it cover changes of the law since 2022?", "law"),
        covers("Does it cover legal help for victims?", "legal-help"),
        covers("Does it cover culture and interpreters?", "culture"),
        said("When was it last reviewed for law?", "law-day"),
        said("Which version is in use?", "version"),
    )


def _base(row: ProvisionRow) -> str:
    if row.signed_on is None:
        return ""
    return f"Its return for {row.year}, signed {uk_date(row.signed_on)}"


def _as_at(on: date) -> str:
    return f"Records as at {uk_date(on)}"


def _dates(row: ProvisionRow, base: str) -> Answer:
    """The days the agency gave, as far as they lie in the two years, and briefings on record."""
    question = "On which dates of the last two years was it given?"
    since = add_months(row.on, -24)
    said = [day for day in map(date.fromisoformat, row.said.get("days", ())) if day > since]
    held = [date.fromisoformat(day) for day in row.record.get("briefing", ())]
    words = [_days(said)] if said else []
    words += [f"Briefings on record: {_days(held)}"] if held else []
    if not words:
        return (question, BY_THE_AGENCY, _as_at(row.on))
    bases = ([base] if said else []) + ([_as_at(row.on)] if held else [])
    return (question, ". ".join(words), "; ".join(bases))


def _days(days: Sequence[date]) -> str:
    return "; ".join(uk_date(day) for day in days)


Asked = tuple[str, str, Mapping[str, str]]
PARTNERSHIP: tuple[Asked, ...] = (
    ("Is training stand-alone or part of general training?", "given", GIVEN),
    ("Which types of exploitation and topics does it cover?", "types", TYPES),
    ("Is it open to all?", "open-to", OPEN_TO),
    ("In which format is it given?", "formats", FORMATS),
)


def of_partnership(rows: Sequence[ProvisionRow]) -> tuple[Answer, ...]:
    """The same over all agencies, as numbers of agencies."""
    return (*(_over(rows, *asked) for asked in PARTNERSHIP), *(_lengths(rows)))


def _over(
    rows: Sequence[ProvisionRow], question: str, item: str, choices: Mapping[str, str]
) -> Answer:
    answered = [row for row in rows if item in row.said]
    if not answered:
        return (question, BY_AGENCIES, "No signed return says it")
    given = Counter(value for row in answered for value in row.said[item])
    words = [f"{label}: {given[key]}" for key, label in choices.items() if given[key]]
    return (question, "; ".join(words), _of_agencies(answered))


def _of_agencies(answered: Sequence[ProvisionRow]) -> str:
    many = counted(len(answered), "agency", "agencies")
    return f"Of {many} that said it in a return signed by {uk_date(answered[0].on)}"


def _lengths(rows: Sequence[ProvisionRow]) -> list[Answer]:
    asked = (
        ("minutes-a", "awareness training"),
        ("minutes-b", "training to recognise and respond"),
        ("minutes-c", "specialist training"),
    )
    return [_length(rows, item, f"How long is {what}, in minutes?") for item, what in asked]


def _length(rows: Sequence[ProvisionRow], item: str, question: str) -> Answer:
    answered = [row for row in rows if row.number(item) is not None]
    if not answered:
        return (question, BY_AGENCIES, "No signed return says it")
    minutes = [row.number(item) or 0 for row in answered]
    low, high = min(minutes), max(minutes)
    words = f"{low}" if low == high else f"{low} to {high}"
    return (question, words, _of_agencies(answered))


POLICE: tuple[Asked, ...] = (
    ("How much of the training is assessed?", "assessed", ASSESSED),
    ("How is understanding examined?", "examined", EXAMINED),
    ("How is attendance monitored?", "attendance", ATTENDANCE),
)


def _examined(chosen: ProvisionRow | None, rows: Sequence[ProvisionRow]) -> tuple[Answer, ...]:
    """What a police force was asked about understanding."""
    if chosen is None:
        return tuple(_over(rows, *asked) for asked in POLICE)
    base = _base(chosen)
    words: Callable[[str], str] = chosen.words
    return tuple(
        (question, words(item) or BY_THE_AGENCY, base if words(item) else _as_at(chosen.on))
        for question, item, _ in POLICE
    )


def passed(row: CoverageRow | None, on: date) -> Answer:
    """How many passed: required trainings that are in date, as the public may know."""
    question = "How many passed?"
    base = _as_at(on)
    if row is None or row.in_scope is None:
        return (question, BY_THE_AGENCY, base)
    if row.in_date is None:
        words = f"Not given, so that nobody can be recognised, of {number(row.in_scope)} required"
    else:
        words = (
            f"{number(row.in_date)} of {number(row.in_scope)} required trainings were passed and "
            f"in date, {per_cent(row.percent)}"
        )
    return (question, f"{words}. A person counts once for each module that their work needs.", base)
