"""The forms of the plan: a new action, an entry of its log, the seats of a session."""

from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.audit.plan.actions import Given
from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day
from elearn.domain.plan import ActionStatus, ActionType, Confidence

TEXT, LINE = 2000, 200
THE_PARTNERSHIP = "-"
TYPES = [SelectChoice(one.value, one.label) for one in ActionType]
CONFIDENCE = [SelectChoice(one.value, one.label) for one in Confidence]
HINTS = {
    ActionStatus.SLIPPING: "It will be late, or it is. Say why and what would help.",
    ActionStatus.STOPPED: "It will not be done. Say why.",
}
STATUSES = [
    SelectChoice(one.value, one.label, {"hint": HINTS[one]} if one in HINTS else None)
    for one in ActionStatus
]
NO_PEOPLE = "Name posts, never people."


def _line(label: str, *, hint: str = "", needed: str = "") -> StringField:
    checks = [Length(max=LINE, message=f"Use at most {LINE} characters")]
    return StringField(
        label, description=hint, validators=[*([InputRequired(needed)] if needed else []), *checks]
    )


def _text(label: str, *, hint: str = "", needed: str = "") -> TextAreaField:
    checks = [Length(max=TEXT, message=f"Use at most {TEXT:,} characters")]
    return TextAreaField(
        label, description=hint, validators=[*([InputRequired(needed)] if needed else []), *checks]
    )


def clean(text: str | None) -> str:
    """What was typed, in lines, without what cannot be seen."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    seen = ("".join(sign for sign in line if sign.isprintable()).strip() for line in lines)
    return "\n".join(line for line in seen if line)


def one_line(text: str | None) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


class ActionForm(FlaskForm):
    """A new action. ``agencies`` may own it; it is due on ``today`` or later."""

    once = HiddenField(validators=[Length(max=64)])
    action = _text("What is to be done", hint=NO_PEOPLE, needed="Say what is to be done")
    type = RadioField("Type", choices=TYPES)
    owner_agency = SelectField("Owner", description="Its leads get letters and report progress.")
    owner_post = _line(
        "Post that sees to it",
        hint="For example head of safeguarding. A post, never a person.",
        needed="Say which post sees to it",
    )
    sponsor = _line("Sponsor", hint="The post that makes room for it. Leave empty if none.")
    due = StringField("Due", description=EXAMPLE_DAY, validators=[InputRequired("Say when")])
    target = StringField(
        "Target, per cent", description="The share it should reach. Leave empty if none."
    )
    success_measure = _text("How success is seen")
    resource = _line("Resource", hint="Money, people, rooms.")
    confidence = RadioField("Confidence that it works", choices=CONFIDENCE)
    risk = _line("Linked risk", hint="Its number in the risk register. Leave empty if none.")

    def __init__(self, *, agencies: Sequence[tuple[int, str, str]], today: date) -> None:
        super().__init__()
        self._today = today
        self._ids = {slug: number for number, slug, _name in agencies}
        self.owner_agency.choices = [
            SelectChoice(THE_PARTNERSHIP, "The partnership"),
            *(SelectChoice(slug, name) for _number, slug, name in agencies),
        ]

    def validate_due(self, field: Field) -> None:
        if _day(field.data) < self._today:
            raise ValidationError("This day is past. Use today or a later day.")

    def validate_target(self, field: Field) -> None:
        typed = (field.data or "").strip()
        if typed and per_cent_of(typed) is None:
            raise ValidationError("Type a number from 0 to 100, for example 90")

    def validate_action(self, field: Field) -> None:
        if not clean(field.data):
            raise ValidationError("Say what is to be done")

    def validate_owner_post(self, field: Field) -> None:
        if not one_line(field.data):
            raise ValidationError("Say which post sees to it")

    @property
    def given(self) -> Given:
        """What was said, once the form is valid."""
        return Given(
            action=clean(self.action.data),
            type=ActionType(self.type.data),
            owner_agency_id=self._ids.get(self.owner_agency.data),
            owner_post=one_line(self.owner_post.data),
            sponsor=one_line(self.sponsor.data),
            due_on=_day(self.due.data),
            target=per_cent_of((self.target.data or "").strip()),
            success_measure=clean(self.success_measure.data),
            resource=one_line(self.resource.data),
            confidence=Confidence(self.confidence.data),
            risk=one_line(self.risk.data),
        )


class UpdateForm(FlaskForm):
    """An entry of a log, by whoever owns the action."""

    seen = HiddenField()
    status = RadioField("How it stands", choices=STATUSES)
    note = _text("What happened", hint=NO_PEOPLE)

    @property
    def last_seen(self) -> int:
        """The last entry that the page showed; 0 for anything that is no number."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0

    @property
    def words(self) -> str:
        return clean(self.note.data)

    def validate_note(self, field: Field) -> None:
        needs_why = (ActionStatus.SLIPPING.value, ActionStatus.STOPPED.value)
        if self.status.data in needs_why and not clean(field.data):
            raise ValidationError("Say why")


class FullUpdateForm(UpdateForm):
    """The same by the coordinator, who may put off the day it is due."""

    due = StringField("Due", description="A later day counts as slipping.")

    def validate_due(self, field: Field) -> None:
        if field.data:
            _day(field.data)

    @property
    def due_on(self) -> date | None:
        return _day(self.due.data) if self.due.data else None


def _day(typed: str | None) -> date:
    try:
        return parse_day(typed or "")
    except DayError as error:
        raise ValidationError(str(error)) from None


def per_cent_of(typed: str) -> float | None:
    """A number from 0 to 100 with at most one decimal; None for anything else.

    >>> per_cent_of("92.5%"), per_cent_of("1e2"), per_cent_of("")
    (92.5, None, None)
    """
    whole, _, rest = typed.removesuffix("%").strip().partition(".")
    digits = f"{whole}{rest}"
    if not (digits.isascii() and digits.isdecimal()) or len(whole) > 3 or len(rest) > 1:
        return None
    value = float(f"{whole or '0'}.{rest or '0'}")
    return value if value <= 100 else None


class OfferForm(FlaskForm):
    """Offers the seats that the page shows. ``when`` is the day of the session."""

    when = StringField(
        "Day of the session",
        description=f"Seats have to be filled by then. {EXAMPLE_DAY}",
        validators=[InputRequired("Say on which day the session is")],
    )

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self._today = today

    def validate_when(self, field: Field) -> None:
        if _day(field.data) < self._today:
            raise ValidationError("This day is past. Use today or a later day.")

    @property
    def day(self) -> date:
        return _day(self.when.data)
