"""The forms of the staff pages: shape and wording of what a lead types about people."""

from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, ValidationError

from elearn.access.policy import Role
from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day
from elearn.domain.identity import IdentityError, canonical_email, clean_name
from elearn.domain.mail_domains import canonical_domain
from elearn.staff.queries.places import Places
from elearn.web.converters import as_token

LONGEST_NUMBER = 64
NO_TEAM = SelectChoice("", "No team")


def clean(text: str | None) -> str:
    """What was typed, on one line with nothing invisible; empty for nothing. ValidationError for a
    sign that cannot be kept."""
    if not (text or "").strip():
        return ""
    try:
        return clean_name(text or "")
    except IdentityError as error:
        raise ValidationError(str(error)) from error


class DayField(StringField):
    """A date as it is typed; ``day`` once it can be read, None while it is empty."""

    day: date | None = None

    @property
    def given(self) -> date:
        """The day of a field that may not be left empty, once the form is valid."""
        if self.day is None:
            raise ValueError("this field was not filled in")
        return self.day

    def pre_validate(self, form: Any) -> None:
        text = (self.data or "").strip()
        if not text:
            return
        try:
            self.day = parse_day(text)
        except DayError as error:
            raise ValidationError(str(error)) from error


def day_field(label: str, hint: str, *, needed: str | None) -> DayField:
    """A day; ``needed`` says what to do when it is left empty, None where it may be."""
    short = Length(max=40, message="This is not a date. Write it as 22/11/2026.")
    return DayField(
        label,
        description=hint,
        validators=[DataRequired(needed), short] if needed else [short],
        render_kw={"autocomplete": "off"},
    )


def teams_of(places: Places) -> list[SelectChoice]:
    return [SelectChoice(one.value, one.name) for one in places.teams]


def role_field() -> SelectField:
    return SelectField("Role", validators=[DataRequired("Choose a role")])


class PlaceForm(FlaskForm):
    """A role, and a team of the agency or none."""

    role = role_field()
    team = SelectField("Team")

    def offer(self, places: Places) -> None:
        """Fill the lists of what may be chosen."""
        roles = [SelectChoice(one.value, f"{one.value}: {one.name}") for one in places.roles]
        self.role.choices = [SelectChoice("", "Choose a role"), *roles]
        self.team.choices = [NO_TEAM, *teams_of(places)]


class JoinerForm(PlaceForm):
    """Somebody who starts: one of address and number is needed, so that we know them again."""

    name = StringField(
        "Full name",
        validators=[DataRequired("Type their name")],
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        "Work e-mail address",
        description="Leave it empty if they have none: they come in with a printed code.",
        validators=[Length(max=254, message="This e-mail address is too long")],
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )
    staff_number = StringField(
        "Staff number",
        description="As in your own list. One of the two is needed, both are better.",
        validators=[Length(max=LONGEST_NUMBER, message="This staff number is too long")],
        render_kw={"autocomplete": "off"},
    )
    role = role_field()  # again, as errors are listed in the order in which fields are made
    team = SelectField("Team")
    start = day_field("First day in this role", EXAMPLE_DAY, needed="Say the first day")
    somebody_else = BooleanField("Yes, this is another person of the same name")

    def validate_name(self, field: StringField) -> None:
        clean(field.data)

    def validate_email(self, field: StringField) -> None:
        if not (field.data or "").strip():
            if not (self.staff_number.data or "").strip():
                raise ValidationError("Type an e-mail address, or a staff number below")
            return
        try:
            canonical_email(field.data or "")
        except IdentityError as error:
            raise ValidationError(str(error)) from error

    def validate_staff_number(self, field: StringField) -> None:
        clean(field.data)


class WorkForm(PlaceForm):
    """Other work, or more work, from a day."""

    on = day_field("From which day", EXAMPLE_DAY, needed="Say from which day")


class EndForm(FlaskForm):
    on = day_field(
        "The first day on which they no longer do this work",
        f"It may be a day to come. {EXAMPLE_DAY}",
        needed="Say from which day",
    )


class AbsenceForm(FlaskForm):
    start = day_field("First day away", EXAMPLE_DAY, needed="Say the first day away")
    until = day_field(
        "First day back (if it is known)", "Leave it empty while nobody knows.", needed=None
    )


class AppointForm(FlaskForm):
    """Who is given which role, and until when."""

    person = StringField(
        "Their e-mail address or staff number",
        validators=[
            DataRequired("Say who it is"),
            Length(max=254, message="This is too long for an address or a number"),
        ],
        render_kw={"autocomplete": "off"},
    )
    role = RadioField(
        "What they are to do",
        choices=[
            SelectChoice(
                Role.TEAM_LEAD.value, "Lead a team: see who is due in it, chase, hold briefings"
            ),
            SelectChoice(Role.AGENCY_LEAD.value, "Deputise for you: everything that you do here"),
        ],
        validators=[DataRequired("Choose what they are to do")],
    )
    team = SelectField("Which team (for a team lead)")
    ends_on = day_field(
        "The first day on which it no longer counts",
        f"A deputy needs one, within a year. A team lead may have none. {EXAMPLE_DAY}",
        needed=None,
    )

    def offer(self, places: Places) -> None:
        self.team.choices = [SelectChoice("", "Choose a team"), *teams_of(places)]

    def validate_team(self, field: SelectField) -> None:
        if self.role.data == Role.TEAM_LEAD.value and not field.data:
            raise ValidationError("Choose the team they lead")

    def validate_person(self, field: StringField) -> None:
        clean(field.data)


class ApproveForm(FlaskForm):
    """Yes to a request for an account; the box is shown where somebody has the same name."""

    somebody_else = BooleanField("Yes, this is another person of the same name")


class DomainForm(FlaskForm):
    domain = StringField(
        "Another domain",
        description="What follows the @ in your staff’s addresses, such as northmoor.example.",
        validators=[
            DataRequired("Type a domain"),
            Length(max=253, message="This domain is too long"),
        ],
        render_kw={"autocomplete": "off"},
    )

    def validate_domain(self, field: StringField) -> None:
        try:
            canonical_domain(field.data or "")
        except IdentityError as error:
            raise ValidationError(str(error)) from error


class SlipsForm(FlaskForm):
    """For whom codes are made: public ids of people. Who is no such person is left out."""

    people = SelectMultipleField("For whom", coerce=as_token, validate_choice=False, choices=[])


class OneButtonForm(FlaskForm):
    """A form that is one button. The token is all it carries."""
