"""The forms of a run: opening it, giving more time, restating an edition."""

from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.domain.audit_scope import AuditScope
from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day

LONGEST_NAME, LONGEST_CAUSE = 100, 500
Choices = Sequence[tuple[str, str]]


def day_in(field: Field) -> date:
    """The day that was typed. Raises ValidationError in words for the field."""
    try:
        return parse_day(field.data or "")
    except DayError as error:
        raise ValidationError(str(error)) from None


def one_line(text: str | None) -> str:
    """What was typed, on one line."""
    return " ".join((text or "").split())


def printable(_form: FlaskForm, field: Field) -> None:
    if not one_line(field.data).isprintable():
        raise ValidationError("Use letters, figures and punctuation only")


class _ReturnByForm(FlaskForm):
    """``today`` is the first day agencies may be given to answer by."""

    return_by = StringField(
        "Agencies answer by",
        description=f"The day after it they are late. {EXAMPLE_DAY}",
        validators=[InputRequired("Say by when agencies answer")],
    )

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self._today = today

    @property
    def last_day(self) -> date:
        """The day to answer by, once the form is valid."""
        return parse_day(self.return_by.data or "")

    def validate_return_by(self, field: Field) -> None:
        if day_in(field) < self._today:
            raise ValidationError("Choose a day that is still to come")


class ExtendForm(_ReturnByForm):
    """Another day to answer by."""


class OpenForm(_ReturnByForm):
    """A run that asks agencies first. The census date may lie ahead."""

    name = StringField(
        "Name of the audit",
        description="How people will speak of it, for example Autumn 2026.",
        validators=[
            InputRequired("Give the audit a name"),
            Length(max=LONGEST_NAME, message="Use at most 100 characters for the name"),
            printable,
        ],
    )
    census_date = StringField(
        "Census date",
        description=f"Everything is counted as it is on this day. It may lie ahead. {EXAMPLE_DAY}",
        validators=[InputRequired("Say the census date")],
    )
    areas = SelectMultipleField("Areas", choices=[])
    agencies = SelectMultipleField("Agencies", choices=[])
    roles = SelectMultipleField("Roles", choices=[])
    modules = SelectMultipleField("Modules", choices=[])

    def offer(
        self, *, areas: Choices, agencies: Choices, roles: Choices, modules: Choices
    ) -> "OpenForm":
        """The same form with what may be chosen."""
        self.areas.choices, self.agencies.choices = list(areas), list(agencies)
        self.roles.choices, self.modules.choices = list(roles), list(modules)
        return self

    @property
    def day(self) -> date:
        """The census date, once the form is valid."""
        return parse_day(self.census_date.data or "")

    @property
    def scope(self) -> AuditScope:
        """What it is limited to; nothing ticked limits nothing."""
        parts = (self.agencies, self.areas, self.roles, self.modules)
        return AuditScope(*(tuple(sorted(part.data or ())) for part in parts))

    @property
    def is_limited(self) -> bool:
        return not self.scope.is_whole

    def validate_census_date(self, field: Field) -> None:
        day_in(field)


class RestateForm(FlaskForm):
    """Why an edition is restated."""

    cause = TextAreaField(
        "Why it is restated",
        description=(
            "Both editions say it, so name no person. For example: the trust's list of September "
            "had left out its bank staff."
        ),
        validators=[
            InputRequired("Say why the edition is restated"),
            Length(max=LONGEST_CAUSE, message="Use at most 500 characters"),
            printable,
        ],
    )
