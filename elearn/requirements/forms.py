"""The forms of the requirements pages: a line of the matrix, and the answer to a proposal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from elearn.domain.dates import EXAMPLE_DAY, DayError, add_months, parse_day
from elearn.domain.identity import IdentityError, clean_name
from elearn.domain.requirements import Line, Need
from elearn.requirements.actions.defaults import Defaults

LONGEST_REASON = 500
MOST_GRACE, MOST_MONTHS, MOST_AHEAD = 365, 120, 36
AS_EVERYBODY = "everybody"
NEEDS = (
    SelectChoice(Need.REQUIRED.value, "Required: people must hold it, and audits count them"),
    SelectChoice(Need.OFFERED.value, "Offered: people may take it, and nobody is chased"),
    SelectChoice(Need.NOT_ASKED.value, "Not asked"),
)
OWN_NEEDS = (*NEEDS, SelectChoice(AS_EVERYBODY, "As every agency: a rule of our own ends"))


class WholeNumberField(IntegerField):
    """A number without a fraction; an empty one is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdecimal()):
            raise ValueError("Type a whole number, for example 90")
        self.data = int(typed[:9]) if typed else None


def one_line(text: str | None) -> str:
    """What was typed, on one line; empty when nothing was. Raises ValidationError on signs that
    cannot be shown."""
    try:
        return " ".join(clean_name(word) for word in (text or "").split())
    except IdentityError as error:
        raise ValidationError("This has a sign that cannot be shown. Type it again.") from error


class FromADayForm(FlaskForm):
    """What holds from a day on, with its reason. ``seen`` is what the page showed of it."""

    start = StringField(
        "From which day",
        description=f"Today or later. What held before stays as it was. {EXAMPLE_DAY}",
        validators=[InputRequired("Say from which day")],
        render_kw={"autocomplete": "off"},
    )
    reason = TextAreaField(
        "Why",
        description="One or two sentences. Leads and auditors read them; name no person.",
        validators=[
            InputRequired("Say why"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} letters"),
        ],
    )
    seen = HiddenField(validators=[Length(max=100)])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def validate_start(self, field: Field) -> None:
        try:
            day = parse_day(field.data or "")
        except DayError as error:
            raise ValidationError(str(error)) from None
        if day < self._today:
            raise ValidationError(
                "This day is over, and what held then stays as it was. Take today or a later day."
            )
        if day > add_months(self._today, MOST_AHEAD):
            raise ValidationError("This is more than three years ahead. Take an earlier day.")

    def validate_reason(self, field: Field) -> None:
        if not one_line(field.data):
            raise ValidationError("Say why")


class LineForm(FromADayForm):
    """A line of the matrix as somebody would have it."""

    need = RadioField(
        "What the role needs", choices=NEEDS, validators=[InputRequired("Choose what is needed")]
    )
    grace_days = WholeNumberField(
        "Days of grace",
        description="How long somebody who starts in the role has. Audits count them after that.",
        validators=[
            InputRequired("Say how many days, 0 for none"),
            NumberRange(0, MOST_GRACE, f"Use 0 to {MOST_GRACE} days"),
        ],
        render_kw={"inputmode": "numeric"},
    )
    refresh_months = WholeNumberField(
        "Again after how many months (optional)",
        description="Leave it empty for the module's own interval.",
        validators=[Optional(), NumberRange(1, MOST_MONTHS, f"Use 1 to {MOST_MONTHS} months")],
        render_kw={"inputmode": "numeric"},
    )

    def __init__(self, *args: Any, today: date, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        if own:
            self.need.choices = list(OWN_NEEDS)

    def line(self, *, agency_id: int | None, role_id: int, module_id: int) -> Line:
        """What was typed, for a form that is valid."""
        return Line(
            agency_id=agency_id,
            role_id=role_id,
            module_id=module_id,
            need=None if self.need.data == AS_EVERYBODY else Need(self.need.data),
            start=parse_day(self.start.data or ""),
            grace_days=self.grace_days.data or 0,
            refresh_months=self.refresh_months.data,
            reason=one_line(self.reason.data),
        )

    def typed(self) -> tuple[tuple[str, str], ...]:
        """The fields as they were sent, so that the next step can send them again."""
        months = self.refresh_months.data
        return (
            ("need", self.need.data or ""),
            ("start", self.start.data or ""),
            ("grace_days", str(self.grace_days.data or 0)),
            ("refresh_months", "" if months is None else str(months)),
            ("reason", one_line(self.reason.data)),
        )


class DefaultsForm(FromADayForm):
    """What a new rule begins with, from a day on."""

    grace_days = WholeNumberField(
        "Days of grace (optional)",
        description="How long somebody who starts in a role has. Leave it empty for the "
        "curriculum's number for each module.",
        validators=[Optional(), NumberRange(0, MOST_GRACE, f"Use 0 to {MOST_GRACE} days")],
        render_kw={"inputmode": "numeric"},
    )
    refresh_months = WholeNumberField(
        "Again after how many months (optional)",
        description="Leave it empty for each module's own interval.",
        validators=[Optional(), NumberRange(1, MOST_MONTHS, f"Use 1 to {MOST_MONTHS} months")],
        render_kw={"inputmode": "numeric"},
    )

    @property
    def seen_number(self) -> int:
        """How many settings the page knew of; -1 for anything that is no number."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1

    def wanted(self) -> Defaults:
        """What was typed, for a form that is valid."""
        return Defaults(
            start=parse_day(self.start.data or ""),
            grace_days=self.grace_days.data,
            refresh_months=self.refresh_months.data,
            reason=one_line(self.reason.data),
        )


class ApproveForm(FlaskForm):
    """Yes to a proposal, with a word to the agency if there is one."""

    approve_reason = TextAreaField(
        "A word to the agency (optional)",
        validators=[
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} letters"),
        ],
    )

    def validate_approve_reason(self, field: Field) -> None:
        one_line(field.data)


class RefuseForm(FlaskForm):
    """No to a proposal, and why."""

    refuse_reason = TextAreaField(
        "Why not",
        description="The agency reads this.",
        validators=[
            InputRequired("Say why not"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} letters"),
        ],
    )

    def validate_refuse_reason(self, field: Field) -> None:
        if not one_line(field.data):
            raise ValidationError("Say why not")


class WithdrawForm(FlaskForm):
    """Nothing but the token."""
