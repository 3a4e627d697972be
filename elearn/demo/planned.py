"""What the demonstration's teams must always have, and the actions its first audit led to."""

from collections.abc import Callable
from dataclasses import dataclass

from elearn.audit.editions import Opened
from elearn.audit.plan.cell import CellOf, cover_subject
from elearn.demo.mix import MASH
from elearn.demo.places import BORDER_FORCE, COUNCIL
from elearn.domain.plan import ActionStatus, ActionType, Confidence, Origin

SKERRAY, SKERRAY_HEALTH = "isle-of-skerray-council", "skerray-health-and-care"
SILENT = "skerray-community-trust"
COUNCIL_PAIR = "So that a referral is never waiting for one person on leave."
COVER = (  # agency, team, module or none, level or none, how many, why
    (COUNCIL, MASH, "", "C", 3, COUNCIL_PAIR),
    ("northmoor-county-council", MASH, "", "C", 3, COUNCIL_PAIR),
    ("wexcombe-city-council", MASH, "", "C", 3, COUNCIL_PAIR),
    (SKERRAY, MASH, "", "C", 3, "The island's MASH is small, and nobody can stand in for it."),
    ("northmoor-police", MASH, "", "C", 4, "One on each shift."),
    (BORDER_FORCE, "Ferry terminal", "M03", "", 6, "Two for each sailing, day and night."),
)

NOT_STARTED, ON_TRACK = ActionStatus.NOT_STARTED, ActionStatus.ON_TRACK
SLIPPING, DONE = ActionStatus.SLIPPING, ActionStatus.DONE


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a log, ``days`` before the demonstration's day. ``due`` puts the action off, to
    so many days after that day."""

    days: int
    status: ActionStatus
    words: str
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An action: the cell it comes from (None: the edition does not have it), what is to be done,
    by whom (a blank owner is the partnership), and what became of it. ``due`` is in days after the
    demonstration's day."""

    key: str
    cell: Callable[[Opened], CellOf | None]
    action: str
    type: ActionType
    owner: str
    post: str
    due: int
    log: tuple[Entry, ...]
    target: float | None = None
    measure: str = ""
    resource: str = ""
    sponsor: str = "Steering Group"
    confidence: Confidence = Confidence.MEDIUM


def _coverage(agency: str, code: str) -> Callable[[Opened], CellOf | None]:
    def find(opened: Opened) -> CellOf | None:
        slugs = {module.code: module.slug for module in opened.edition.modules}
        known = code in slugs
        return CellOf(Origin.COVERAGE, agency=agency, module=slugs[code]) if known else None

    return find


def _silent(agency: str) -> Callable[[Opened], CellOf | None]:
    return lambda _opened: CellOf(Origin.COVERAGE, agency=agency)


def _topic(code: str) -> Callable[[Opened], CellOf | None]:
    return lambda _opened: CellOf(Origin.KNOWLEDGE, topic=code)


def _unsafe(opened: Opened) -> CellOf | None:
    """The safety-critical question that fewest got right, as far as the partnership may see it."""
    rows = [
        row
        for row in opened.shown.more.get("item", ())
        if row.safety_critical and row.right is not None and row.answers
    ]
    worst = min(rows, key=lambda row: (row.right / row.answers, row.item), default=None)
    return CellOf(Origin.ITEM, module=worst.module, subject=worst.item) if worst else None


def _below_cover(opened: Opened) -> CellOf | None:
    """The first team that has fewer than its rule asks for."""
    for row in opened.shown.more.get("cover", ()):
        if not row.is_met and row.agency != COUNCIL:
            subject = cover_subject(row.team, row.module, row.level, row.needed)
            return CellOf(Origin.COVER, agency=row.agency, subject=subject)
    return None


ACTIONS = (
    Story(
        "council-first-responder", _coverage(COUNCIL, "M03"),
        "Two half-day live sessions for the MASH and for social workers, with the module done "
        "before them.",
        ActionType.LIVE, COUNCIL, "Head of safeguarding", -60,
        (
            Entry(150, ON_TRACK, "Dates and rooms agreed with both service managers."),
            Entry(98, ON_TRACK, "First session held. The second follows in three weeks."),
            Entry(62, DONE, "Both sessions held. Who missed them was sent the module."),
        ),
        target=75, measure="Three in four in date with the First Responder module",
        resource="A trainer for two half days", sponsor="Director of adult services",
        confidence=Confidence.HIGH,
    ),
    Story(
        "council-first-module", _coverage(COUNCIL, "M01"),
        "Release one paid hour for everybody, and tell managers each fortnight who is still to do "
        "it.",
        ActionType.POLICY, COUNCIL, "Head of people and culture", -110,
        (
            Entry(140, ON_TRACK, "The hour is agreed."),
            Entry(118, SLIPPING, "Waste and streets have no screens at the depot.", due=-70),
            Entry(78, ON_TRACK, "Tablets ordered for the depot. They come late.", due=28),
        ),
        target=90, measure="Nine in ten in date with the first module",
        resource="One hour for each member of staff", sponsor="Chief executive",
    ),
    Story(
        "island-council", _coverage(SKERRAY, "M01"),
        "A session on the island for each shift, with printed route cards, because the network "
        "there is slow.",
        ActionType.ACCESS, SKERRAY, "Deputy director of services", -12,
        (
            Entry(120, ON_TRACK, "The hall is booked for three afternoons."),
            Entry(66, ON_TRACK, "Two of three afternoons done."),
        ),
        target=80, measure="Eight in ten in date with the first module",
        resource="Travel for one trainer",
    ),
    Story(
        "island-health", _coverage(SKERRAY_HEALTH, "M01"),
        "Put the module into the induction and into the yearly training day.",
        ActionType.POLICY, SKERRAY_HEALTH, "Head of learning", 40,
        (Entry(90, ON_TRACK, "The training day of spring is agreed with the wards."),),
        target=80, measure="Eight in ten in date with the first module",
    ),
    Story(
        "duty-to-notify", _topic("T7"),
        "Rewrite the screens on the National Referral Mechanism and the Duty to Notify with one "
        "worked case each.",
        ActionType.CONTENT, "", "Partnership author", -45,
        (
            Entry(130, ON_TRACK, "Drafted with the police lead."),
            Entry(74, DONE, "Read by two practitioners and taken up into briefings."),
        ),
        target=80, measure="Eight in ten of those assessed master the topic",
    ),
    Story(
        "unsafe-question", _unsafe,
        "Look at the question and at the screen that teaches it: is it the people or the words?",
        ActionType.CONTENT, "", "Partnership author", -150,
        (Entry(155, DONE, "The words were clear. The screen now says it first, not last."),),
        measure="95% right at a first attempt",
    ),
    Story(
        "below-cover", _below_cover,
        "Name who stands in, and train two more of the team to level C.",
        ActionType.LIVE, "", "Training coordinator", 20,
        (Entry(100, ON_TRACK, "Two people are named. They begin after the summer leave."),),
        measure="The rule is met on every day of a quarter",
    ),
    Story(
        "no-return", _silent(SILENT),
        "Visit the trustees, explain what a headcount is for, and take the first one with them.",
        ActionType.DATA, "", "Training coordinator", 15,
        (Entry(110, SLIPPING, "The chair has changed. A new date is being looked for."),),
        measure="A signed headcount", confidence=Confidence.LOW,
    ),
)  # fmt: skip
