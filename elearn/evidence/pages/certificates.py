"""What the pages about certificates show, to whoever sent them and to those who decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from elearn.domain.dates import london_today, uk_date
from elearn.domain.evidence import LADDER, evidence_label
from elearn.evidence.forms import ApproveForm, CertificateForm, ReasonForm, UploadForm
from elearn.evidence.pages.top_ups import TopUp
from elearn.evidence.pages.words import Cell, LinkCell, StateCell, day_of, many
from elearn.evidence.plan import Target
from elearn.evidence.queries.catalogue import CourseInForce
from elearn.evidence.queries.certificates import CertificateRow
from elearn.records.places import AgencyName
from elearn.web.languages import N_, long_day, say, say_number

GRADE = "E3"
STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("watch", N_("Waiting")),
    "approved": ("good", N_("Approved")),
    "refused": ("act", N_("Not approved")),
    "withdrawn": ("unknown", N_("Taken away")),
    "undone": ("act", N_("Approval taken back")),
}
KINDS = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
MOST_WAITING = 50


@dataclass(frozen=True, slots=True)
class MyFile:
    """A certificate as the person who sent it sees it."""

    public_id: str
    course: str
    provider: str
    done: str
    state: str
    word: str
    sent: str
    reason: str
    note: str
    is_kept: bool
    may_remove: bool
    action: str


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """Training done elsewhere, for the learner."""

    title: str
    lede: str
    top_ups: tuple[TopUp, ...]
    files: tuple[MyFile, ...]
    form: CertificateForm


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Training done elsewhere, for the lead. ``more`` says that more are waiting than are shown."""

    title: str
    agency: AgencyName
    lede: str
    waiting: tuple[tuple[Cell, ...], ...]
    more: str
    top_ups: tuple[tuple[Cell, ...], ...]
    form: UploadForm
    imports: tuple[tuple[object, ...], ...]
    decided: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """One certificate, and what can be decided about it."""

    title: str
    agency: AgencyName
    public_id: str
    person: str
    name: str
    facts: tuple[tuple[str, str], ...]
    state: str
    word: str
    file: str
    form: ApproveForm
    reason: ReasonForm
    may_decide: bool
    may_undo: bool
    is_own: bool
    has_courses: bool
    errors: tuple[tuple[str, str], ...] = ()


def my_lede(files: Sequence[CertificateRow], waiting: Sequence[TopUp]) -> str:
    """What there is to know about one's own."""
    if waiting:
        return say_number(
            "%(number)s course of yours counts once you have passed a short quiz.",
            "%(number)s courses of yours count once you have passed a short quiz.",
            len(waiting),
        )
    queued = sum(one.state == "waiting" for one in files)
    if queued:
        return say_number(
            "%(number)s certificate of yours waits for your lead.",
            "%(number)s certificates of yours wait for your lead.",
            queued,
        )
    return say(
        "You did a course somewhere else? Send its certificate: you may not have to do it again."
    )


def my_file(one: CertificateRow) -> MyFile:
    """A certificate in one's own list."""
    state, word = STATES[one.state]
    removable = one.is_kept and one.state in ("waiting", "refused", "undone")
    return MyFile(
        public_id=one.public_id,
        course=one.course,
        provider=one.provider,
        done=long_day(one.done_on),
        state=state,
        word=say(word),
        sent=long_day(london_today(one.sent_at)),
        reason=one.reason,
        note=f"{say(LADDER[GRADE])} ({GRADE})" if one.state == "approved" else "",
        is_kept=one.is_kept,
        may_remove=removable,
        action=say("Take it back") if one.state == "waiting" else say("Remove the file"),
    )


def evidence_lede(waiting: int, imports: int) -> str:
    """What needs the lead."""
    if waiting:
        verb = "needs" if waiting == 1 else "need"
        return f"{many(waiting, 'certificate')} {verb} your decision."
    if imports:
        return "No certificate needs your decision."
    return (
        "No certificate needs your decision. "
        "Bring in what your people did elsewhere, so that nobody has to do it twice."
    )


def waiting_cells(one: CertificateRow, href: str) -> tuple[Cell, ...]:
    """A certificate in the queue."""
    return (
        LinkCell(one.name, href),
        one.course,
        one.provider,
        uk_date(one.done_on),
        day_of(one.sent_at),
    )


def decided_cells(one: CertificateRow, href: str) -> tuple[Cell, ...]:
    """A certificate that was decided, with how we know since."""
    state, word = STATES[one.state]
    note = evidence_label(GRADE) if one.state == "approved" else one.reason
    return (
        LinkCell(one.name, href),
        one.course,
        uk_date(one.done_on),
        StateCell(state, word, ""),
        note,
        day_of(one.decided_at) if one.decided_at else "",
    )


def top_up_cells(one: TopUp) -> tuple[Cell, ...]:
    """Somebody who still has topics to pass."""
    return one.name, one.course, one.done, one.module, one.missing or "Nothing: one press is left"


def certificate_facts(one: CertificateRow) -> tuple[tuple[str, str], ...]:
    """What was said with the certificate and what became of it."""
    kind = KINDS.get(one.mime, one.mime)
    facts = [
        ("Course", one.course),
        ("Given by", one.provider or "Not said"),
        ("Completed on", uk_date(one.done_on)),
        ("Sent", day_of(one.sent_at)),
        ("File", f"{kind}, {max(1, one.size // 1024):,} kB" if one.is_kept else "No longer kept"),
    ]
    if one.decided_at:
        facts.append(("Decided", day_of(one.decided_at)))
    if one.state == "approved":
        facts.append(("How we know", evidence_label(GRADE)))
    if one.reason:
        facts.append(("Reason", one.reason))
    return tuple(facts)


def course_choices(
    courses: Iterable[CourseInForce], good: Mapping[int, tuple[Target, ...]]
) -> tuple[tuple[int, str, str], ...]:
    """The courses that count for the day of the certificate, each with what approving does."""
    return tuple(
        (
            one.course_id,
            f"{one.name} ({one.provider})",
            " ".join(_effect(target) for target in good[one.course_id]),
        )
        for one in courses
        if good.get(one.course_id)
    )


def _effect(target: Target) -> str:
    module = f"{target.code} {target.title}"
    if target.is_whole:
        return f"Counts as {module}."
    return f"Counts as {module} once a short quiz is passed on {', '.join(target.to_pass)}."


def certificate_title(one: CertificateRow) -> str:
    """Whose certificate of what."""
    return f"{one.name}: {one.course}"
