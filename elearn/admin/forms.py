"""The administrator's forms: shape and wording of what is typed."""

import re
from datetime import UTC, date, datetime, time

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.access.policy import Role
from elearn.domain.dates import EXAMPLE_DAY, LONDON, DayError, parse_day

GIVEN = tuple(role for role in Role if role is not Role.LEARNER)
A_MOMENT = re.compile(r"(.+?)(?:[T ](\d{1,2}):(\d{2}))?", re.ASCII)
EXAMPLE_MOMENT = "For example, 30/9/2026 08:30."
LONGEST_MOMENT, YEARS = 40, range(2000, 2101)


def address(label: str) -> StringField:
    return StringField(
        label,
        validators=[
            InputRequired("Type an e-mail address."),
            Length(max=254, message="This e-mail address is too long."),
        ],
        render_kw={"inputmode": "email", "autocomplete": "off"},
    )


class GrantForm(FlaskForm):
    """Who is given which role, where, until when. What belongs together the action knows."""

    email = address("Their e-mail address")
    role = SelectField("Role", choices=[SelectChoice(role.value, role.label) for role in GIVEN])
    agency = SelectField(
        "Agency", description="For an agency lead. Other roles serve the whole partnership."
    )
    ends_on = StringField(
        "Until before (optional)",
        validators=[Length(max=30, message="Type a day such as 30/9/2026.")],
        description="The first day on which it no longer counts. Leave it empty for a role without "
        f"an end. {EXAMPLE_DAY}",
    )
    last_day: date | None = None

    def offer(self, agencies: list[tuple[int, str, str]]) -> None:
        """The agencies there are to choose from."""
        self.agency.choices = [
            SelectChoice("", "The whole partnership"),
            *(SelectChoice(slug, name) for _number, slug, name in agencies),
        ]

    def validate_ends_on(self, field: Field) -> None:
        if not (field.data or "").strip():
            return
        try:
            self.last_day = parse_day(field.data)
        except DayError as error:
            raise ValidationError(str(error)) from error


class BreachForm(FlaskForm):
    """Whose account, from when, until when."""

    email = address("E-mail address of the account")
    start = StringField(
        "From",
        validators=[InputRequired("Type the day, and the time if you know it.")],
        description=f"London time. {EXAMPLE_MOMENT}",
    )
    end = StringField(
        "To",
        validators=[InputRequired("Type the day, and the time if you know it.")],
        description=EXAMPLE_MOMENT,
    )

    def validate_start(self, field: Field) -> None:
        _checked(field.data)

    def validate_end(self, field: Field) -> None:
        end, start = _checked(field.data), moment_of(self.start.data or "")
        if start is not None and end <= start:
            raise ValidationError("The end comes after the beginning.")


def _checked(text: str | None) -> datetime:
    moment = moment_of(text or "")
    if moment is None:
        raise ValidationError("Type a day and a time such as 30/9/2026 08:30.")
    return moment


def moment_of(text: str) -> datetime | None:
    """A London day, or day and time, as an instant; None for anything else.

    >>> moment_of("2026-07-01 09:00").isoformat()
    '2026-07-01T08:00:00+00:00'
    >>> moment_of("1/7/2026 9:00") == moment_of("1 July 2026 09:00")
    True
    """
    found = A_MOMENT.fullmatch(text.strip()[:LONGEST_MOMENT])
    if found is None:
        return None
    try:
        at = time(int(found[2] or 0), int(found[3] or 0), tzinfo=LONDON)
        local = datetime.combine(parse_day(found[1]), at)
    except ValueError:
        return None
    return local.astimezone(UTC) if local.year in YEARS else None
