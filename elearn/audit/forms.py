"""The form of a quick audit: a census date and a name."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day


class NewAuditForm(FlaskForm):
    """A quick audit. ``today`` is the last day it may be as at."""

    census_date = StringField(
        "Census date",
        description=f"Everything is counted as it was on this day. {EXAMPLE_DAY}",
        validators=[InputRequired("Say the census date")],
    )
    name = StringField(
        "Name of the edition",
        description="How people will speak of it, for example Autumn 2026.",
        validators=[
            InputRequired("Give the edition a name"),
            Length(max=100, message="Use at most 100 characters for the name"),
        ],
    )

    def __init__(self, *, today: date) -> None:
        super().__init__()
        self._today = today

    @property
    def day(self) -> date:
        """The census date, once the form is valid."""
        return parse_day(self.census_date.data or "")

    def validate_census_date(self, field: Field) -> None:
        try:
            day = parse_day(field.data)
        except DayError as error:
            raise ValidationError(str(error)) from None
        if day > self._today:
            raise ValidationError("The census date cannot be in the future")
