"""The progress wall of a run: every agency, every task, who is late, and what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from elearn.audit.pages.tables import Filter
from elearn.audit.run.facts import Answer, Asked, Job, Run, answer
from elearn.audit.run.forms import ExtendForm
from elearn.audit.run.words import ANSWER_SHAPES, TASK_SHAPES, day, how, limits, state_of
from elearn.audit.words import counted
from elearn.domain.audit_tasks import AnswerState, PeopleKind, TaskKind
from elearn.domain.dates import uk_date, uk_moment
from elearn.reporting.table import Column, Report

ORDER = (AnswerState.LATE, AnswerState.NOT_STARTED, AnswerState.UNDER_WAY, AnswerState.SIGNED)
LETTERS = {"sent": "sent", "failed": "did not arrive"}
COLUMNS = ("Agency", *(kind.label for kind in TaskKind), "State", "Letters")


def _columns_of(kind: TaskKind) -> tuple[Column[Answer], Column[Answer]]:
    """The state of a task, and since when."""

    def state(one: Answer) -> str:
        return one.task(kind).state.label

    def since(one: Answer) -> datetime | None:
        return one.task(kind).at

    return (
        Column(kind.label, state, key=kind.value),
        Column(f"{kind.label}, since", since, key=f"{kind.value}_at"),
    )


WALL: Report[Answer] = Report(
    title="Progress of a training audit",
    purpose="What agencies have given for a training audit so far. OFFICIAL.",
    columns=(
        Column("Agency", lambda one: one.asked.name, key="agency"),
        Column("Area", lambda one: one.asked.area, key="area"),
        Column("State", lambda one: one.state.label, key="state"),
        *(column for kind in TaskKind for column in _columns_of(kind)),
        Column("Written to", lambda one: one.asked.chased_at, key="chased_at"),
        Column("Letters", lambda one: letters_of(one.asked), key="letters"),
    ),
)


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run that is not frozen. ``wall`` are its rows; ``late`` how many agencies are late, and
    ``speechless`` how many of them have nobody to write to."""

    title: str
    run: Run
    caption: str
    lede: str
    state: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    stats: tuple[dict[str, Any], ...]
    filters: tuple[Filter, ...]
    found: str
    wall: tuple[tuple[Any, ...], ...]
    late: int
    chased: str
    failed: str
    may_freeze: bool
    form: ExtendForm
    columns: tuple[str, ...] = COLUMNS

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen of the filters, for the address of the files."""
        return {one.name: one.value for one in self.filters if one.value}


def answers(run: Run, asked: Sequence[Asked], today: date) -> list[Answer]:
    """How far each agency is, those who need something first."""
    since = run.collecting_since or run.opened_at
    found = [answer(one, since=since, return_by=run.return_by, today=today) for one in asked]
    return sorted(found, key=lambda one: (ORDER.index(one.state), one.asked.name, one.asked.slug))


def wall_filters(found: Sequence[Answer], chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """By state and by area; what is not among the choices is none."""
    states = [("", "All states"), *((one.value, one.label) for one in ORDER)]
    areas = sorted({one.asked.area for one in found})
    wanted = (
        ("state", "State", tuple(states)),
        ("area", "Area", (("", "All areas"), *((area, area) for area in areas))),
    )
    return tuple(
        Filter(name, label, choices, _among(choices, chosen.get(name, "")))
        for name, label, choices in wanted
    )


def _among(choices: Sequence[tuple[str, str]], value: str) -> str:
    return value if value in {key for key, _ in choices} else ""


def chosen_rows(found: Sequence[Answer], filters: Sequence[Filter]) -> list[Answer]:
    """The agencies that pass the filters."""
    wanted = {one.name: one.value for one in filters}
    return [
        one
        for one in found
        if (not wanted["state"] or one.state.value == wanted["state"])
        and (not wanted["area"] or one.asked.area == wanted["area"])
    ]


def run_page(
    run: Run,
    found: Sequence[Answer],
    filters: tuple[Filter, ...],
    *,
    job: Job | None,
    form: ExtendForm,
    today: date,
) -> RunPage:
    """The page of a run that is open or collecting."""
    rows = chosen_rows(found, filters)
    late = [one for one in found if one.state is AnswerState.LATE]
    failed = next((one.sentence for one in (job,) if one and one.has_failed), "")
    return RunPage(
        title=title_of(run, found),
        run=run,
        caption=f"Training audit: {run.name}",
        lede=_lede(run, late, today),
        state=state_of(run),
        facts=tuple(facts_of(run)),
        stats=tuple(_stats(found)),
        filters=filters,
        found=counted(len(rows), "agency", "agencies"),
        wall=tuple(_row(one) for one in rows),
        late=len(late),
        chased=_chased(late),
        failed=failed,
        may_freeze=run.as_of <= today,
        form=form,
    )


def title_of(run: Run, found: Sequence[Answer]) -> str:
    """The answer first: how many have signed, and how many are late."""
    if run.cancelled_at:
        return "This audit was cancelled"
    if run.state == "open":
        return "The audit is open, and nobody has been asked yet"
    signed = sum(1 for one in found if one.state is AnswerState.SIGNED)
    late = sum(1 for one in found if one.state is AnswerState.LATE)
    if signed == len(found):
        return f"All {counted(signed, 'agency', 'agencies')} signed" if signed > 1 else "Signed"
    have = "has" if signed == 1 else "have"
    said = f"{signed} of {counted(len(found), 'agency', 'agencies')} {have} signed"
    return f"{said}, {late} {'is' if late == 1 else 'are'} late" if late else said


def facts_of(run: Run) -> list[tuple[str, str]]:
    """What a run is, as pairs."""
    parts = [
        ("Census date", uk_date(run.as_of)),
        ("Opened", uk_moment(run.opened_at) + (f" by {run.opened_by}" if run.opened_by else "")),
        ("Agencies asked", day(run.collecting_since) if run.collecting_since else "not yet"),
        ("They answer by", uk_date(run.return_by) if run.return_by else "no day was set"),
        ("Scope", limits(run.scope) or "Everything: all agencies, areas, roles and modules."),
    ]
    return [*parts, ("Cancelled", uk_moment(run.cancelled_at))] if run.cancelled_at else parts


def _lede(run: Run, late: Sequence[Answer], today: date) -> str:
    if run.cancelled_at:
        return "Nothing was frozen, and nothing is asked of anybody. The trail keeps what was done."
    if run.as_of > today:
        return f"It can be frozen from {uk_date(run.as_of)}, its census date."
    if run.state == "open":
        return "Ask agencies for their part, or freeze it as the record stands."
    if late:
        return "Write to those who are late, give more time, or freeze without them."
    return "Freeze it when everybody has signed, or when you cannot wait any longer."


def _stats(found: Sequence[Answer]) -> list[dict[str, Any]]:
    return [
        {
            "label": kind.label,
            "figure": str(sum(1 for one in found if one.task(kind).is_done)),
            "base": f"of {counted(len(found), 'agency', 'agencies')}",
        }
        for kind in TaskKind
        if found
    ]


def _row(one: Answer) -> tuple[Any, ...]:
    cells = [
        {
            "text": "",
            "state": TASK_SHAPES[task.state],
            "word": task.state.label,
            "note": _note(one, task.kind) or how(task),
        }
        for task in one.tasks
    ]
    state = {"text": "", "state": ANSWER_SHAPES[one.state], "word": one.state.label}
    name = {"text": one.asked.name, "note": one.asked.area}
    return (name, *cells, state, letters_of(one.asked))


def _note(one: Answer, kind: TaskKind) -> str:
    if kind is TaskKind.PEOPLE and one.asked.record.people is PeopleKind.NOTHING:
        return "Neither list nor headcount"
    if kind is TaskKind.SIGN and one.asked.signed_by and one.task(kind).at:
        return f"{how(one.task(kind)).removeprefix('Confirmed ')}, {one.asked.signed_by}"
    return ""


def letters_of(asked: Asked) -> str:
    """What became of the letters to an agency's leads."""
    if not asked.leads:
        return "Nobody to write to"
    if not asked.letters:
        return "None yet"
    kinds = [LETTERS.get(state, "on the way") for state in asked.letters]
    parts = [f"{kinds.count(kind)} {kind}" for kind in ("sent", "on the way", "did not arrive")]
    said = ", ".join(part for part in parts if not part.startswith("0 "))
    return f"{said}; last {day(asked.chased_at)}" if asked.chased_at else said


def _chased(late: Sequence[Answer]) -> str:
    """When those who are late were last written to."""
    moments = [one.asked.chased_at for one in late if one.asked.chased_at]
    return f"They were last written to on {day(max(moments))}." if moments else ""
