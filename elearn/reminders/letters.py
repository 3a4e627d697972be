"""The words of reminders. Plain text; a link shows nothing without signing in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from elearn.domain.letters import safe_header
from elearn.operations.invitations import Sender, Words
from elearn.operations.tongues import long_day, say, say_number

MOST_LISTED = 200  # people in one letter to a manager


@dataclass(frozen=True, slots=True)
class Item:
    """One module in a letter: its title, the day, and why it is asked."""

    module: str
    due_on: date
    role: str
    agency: str
    is_again: bool
    refresh_months: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in a letter to their manager, and what they are due."""

    name: str
    modules: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class WeekOfLead:
    """What needs a lead this week: numbers of people, but for ``failed``, which are letters."""

    overdue: int
    soon: int
    silent: int
    failed: int

    @property
    def is_quiet(self) -> bool:
        return not (self.overdue or self.soon or self.silent or self.failed)


def many(number: int, one: str, more: str) -> str:
    """A number with its noun.

    >>> many(1, "person", "people"), many(1200, "person", "people")
    ('1 person', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else more}"


def when(due_on: date, today: date) -> str:
    """By when, in words.

    >>> from datetime import date
    >>> when(date(2026, 11, 21), date(2026, 11, 22))
    'Was due on 21 November 2026, yesterday.'
    """
    over, day = (today - due_on).days, long_day(due_on)
    near = {
        1: say("Was due on %(day)s, yesterday.", day=day),
        0: say("Is due on %(day)s, today.", day=day),
        -1: say("Is due on %(day)s, tomorrow.", day=day),
    }
    if over in near:
        return near[over]
    if over > 0:
        ago = "Was due on %(day)s, %(number)s day ago.", "Was due on %(day)s, %(number)s days ago."
        return say_number(*ago, over, day=day)
    return say_number(
        "Due on %(day)s, in %(number)s day.", "Due on %(day)s, in %(number)s days.", -over, day=day
    )


def _why(item: Item) -> str:
    where = {"role": item.role, "agency": item.agency}
    said = [say("Why you: asked of everybody who is %(role)s at %(agency)s.", **where)]
    if months := item.refresh_months:
        said = [
            say_number(
                "Why you: asked of everybody who is %(role)s at %(agency)s, every month.",
                "Why you: asked of everybody who is %(role)s at %(agency)s, "
                "every %(number)s months.",
                months,
                **where,
            )
        ]
    if item.is_again:
        said.append(say("You did it before, and it runs out."))
    if item.reason:
        said.append(say("The agency says: %(reason)s", reason=item.reason))
    return " ".join(said)


def _lines(items: Iterable[Item], today: date) -> str:
    said = []
    for item in items:
        title, why = safe_header(item.module), safe_header(_why(item))
        said.append(f"- {title}\n  {when(item.due_on, today)}\n  {why}")
    return "\n\n".join(said)


def _title(items: Sequence[Item], today: date) -> str:
    overdue = sum(item.due_on <= today for item in items)
    if overdue:
        return say_number(
            "Your training: %(number)s module is overdue",
            "Your training: %(number)s modules are overdue",
            overdue,
        )
    return say_number(
        "Your training: %(number)s module is due soon",
        "Your training: %(number)s modules are due soon",
        len(items),
    )


def _foot(sender: Sender, name: str) -> str:
    return say(
        "If you are not %(name)s, this letter went astray. You need do nothing: nobody sees "
        "anything from it without a password. Please tell us, so that it stops: %(address)s",
        name=name,
        address=f"{sender.base_url}/contact",
    )


def reminder(
    sender: Sender, *, name: str, items: Sequence[Item], today: date, asked_by: str = ""
) -> Words:
    """The letter to whoever is due something. ``asked_by`` is the agency whose lead asked for it;
    without one, the dates did."""
    name = safe_header(name)
    return Words(
        _title(items, today),
        sender.signed(
            say("Dear %(name)s,", name=name),
            say("This is due:") if len(items) == 1 else say("These are due:"),
            _lines(items, today),
            say(
                "Do it in My training; your place is kept: %(address)s",
                address=f"{sender.base_url}/learn",
            ),
            _by_lead(asked_by) if asked_by else _by_date(sender),
            _foot(sender, name),
        ),
    )


def _by_date(sender: Sender) -> str:
    return say(
        "We write 30 days before something is due, the day before, and a week after. Letters after "
        "that you can stop, and read what each is for: %(address)s",
        address=f"{sender.base_url}/account/reminders",
    )


def _by_lead(agency: str) -> str:
    return say(
        "%(agency)s asked us to send this. It can do so every three days at most.",
        agency=safe_header(agency),
    )


def to_manager(
    sender: Sender, *, agency: str, people: Sequence[Colleague], today: date, by_hand: bool
) -> Words:
    """The letter to a manager about their own people: those who are long overdue, or, ``by_hand``,
    those whom no letter reaches."""
    agency = safe_header(agency)
    number = many(len(people), "person", "people")
    begins = (
        f"{agency} reminds its people of training that is due. These have no e-mail address that "
        "works, and you are on file as their manager. Please tell them:"
        if by_hand
        else f"You are on file as the manager of these people at {agency}. Their training has "
        "been overdue for more than 60 days, and they were reminded. Please make time for it:"
    )
    listed = "\n\n".join(_person(one, today) for one in people[:MOST_LISTED])
    left = len(people) - MOST_LISTED
    more = [f"And {many(left, 'more person', 'more people')}."] if left > 0 else []
    title = f"Please tell {number}" if by_hand else f"Long overdue: training of {number}"
    return Words(
        title,
        sender.signed(
            "Hello,",
            begins,
            listed,
            *more,
            f"The lead for training at {agency} chose to have these letters sent and can stop "
            "them. If you manage none of these people, tell the lead: the list is wrong.",
        ),
    )


def _person(one: Colleague, today: date) -> str:
    lines = [safe_header(one.name)]
    lines += [f"- {safe_header(title)}. {when(due_on, today)}" for title, due_on in one.modules]
    return "\n".join(lines)


def monday(sender: Sender, *, name: str, agency: str, place: str, week: WeekOfLead) -> Words:
    """The weekly letter to a lead: counts and a link, no names. ``place`` is the path of their
    agency's pages."""
    found = (
        (week.overdue, "is overdue with training.", "are overdue with training."),
        (week.soon, "has training due in 30 days.", "have training due in 30 days."),
        (week.silent, "has no address that works.", "have no address that works."),
    )
    lines = [f"- {many(n, 'person', 'people')} {one if n == 1 else more}"
             for n, one, more in found if n]  # fmt: skip
    if week.failed:
        lines.append(f"- {many(week.failed, 'letter', 'letters')} did not arrive last week.")
    agency = safe_header(agency)
    return Words(
        f"What needs you this week at {agency}",
        sender.signed(
            f"Dear {safe_header(name)},",
            f"This week at {agency}:",
            "\n".join(lines),
            f"See who, and remind them: {sender.base_url}{place}/reminders",
            f"You get this because you lead on training there. To stop it: "
            f"{sender.base_url}/account/reminders",
        ),
    )
