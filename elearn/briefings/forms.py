"""The forms of briefings: what a facilitator plans, and what people in the room type."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, ValidationError

from elearn.content.queries import PublishedModule
from elearn.domain.briefings import counts_as_training, read_room_code
from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day
from elearn.domain.identity import IdentityError, clean_name
from elearn.web.converters import as_token
from elearn.web.languages import N_

EARLIEST = timedelta(days=90)
LATEST = timedelta(days=365)
WHOLE = "all"


def one_line(text: str | None) -> str:
    """What was typed, on one line with nothing invisible; empty for nothing. ValidationError for a
    sign that cannot be kept."""
    if not (text or "").strip():
        return ""
    try:
        return clean_name(text or "")
    except IdentityError as error:
        raise ValidationError(str(error)) from error


def _clean(_form: Any, field: StringField) -> None:
    one_line(field.data)


def _words(label: str, needed: str, most: int, hint: str = "") -> StringField:
    return StringField(
        label,
        description=hint,
        validators=[
            DataRequired(needed),
            Length(max=most, message=f"Write {most} letters or fewer"),
            _clean,
        ],
        render_kw={"autocomplete": "off"},
    )


class PlanForm(FlaskForm):
    """What the briefing is about, for whom, when, where and by whom."""

    once = HiddenField(validators=[DataRequired(), Length(min=16, max=64)])
    module = SelectField("What it is about", validators=[DataRequired("Choose a module")])
    team = SelectField("For whom", validators=[DataRequired("Choose for whom")])
    held_on = StringField(
        "Day",
        description=f"For a briefing that was held on paper, its own day. {EXAMPLE_DAY}",
        validators=[
            DataRequired("Say on which day"),
            Length(max=40, message="This is not a date. Write it as 22/11/2026."),
        ],
        render_kw={"autocomplete": "off"},
    )
    place = _words("Place", "Say where", 120, "For example, the canteen at the depot.")
    facilitator = _words("Who leads it", "Say who leads it", 200)
    day: date | None = None
    today: date

    def offer(
        self,
        modules: Iterable[PublishedModule],
        teams: Iterable[tuple[int, str]],
        *,
        whole: str,
        today: date,
    ) -> None:
        """Fill the lists; ``whole`` is the agency's name where a room may be for all of it."""
        self.today = today
        self.module.choices = [
            SelectChoice("", "Choose a module"),
            *(
                SelectChoice(one.slug, f"{one.code} {one.title}{_said_of(one.level)}")
                for one in modules
            ),
        ]
        named = [SelectChoice(str(number), f"Team: {name}") for number, name in teams]
        everybody = [SelectChoice(WHOLE, f"Everybody of {whole}")] if whole else []
        self.team.choices = everybody + named

    def validate_held_on(self, field: StringField) -> None:
        try:
            self.day = parse_day(field.data or "")
        except DayError as error:
            raise ValidationError(str(error)) from error
        if not self.today - EARLIEST <= self.day <= self.today + LATEST:
            raise ValidationError("Choose a day from 90 days ago until a year from now")

    @property
    def given_day(self) -> date:
        """The day, once the form is valid."""
        if self.day is None:
            raise ValueError("the form was not valid")
        return self.day


def _said_of(level: str) -> str:
    return " (attendance counts)" if counts_as_training(level) else " (attendance is recorded only)"


class CodeForm(FlaskForm):
    """The code on the wall."""

    code = StringField(
        N_("The code on the wall"),
        description=N_("Six letters and digits."),
        validators=[
            DataRequired(N_("Type the code that you see on the wall")),
            Length(max=40, message=N_("Type the six letters and digits on the wall")),
        ],
        render_kw={"autocomplete": "off"},
    )

    @property
    def read(self) -> str | None:
        return read_room_code(self.code.data or "")


class NumberForm(FlaskForm):
    """Who is here, by a number or an address."""

    who = StringField(
        N_("Your staff number or work e-mail address"),
        validators=[
            DataRequired(N_("Type your staff number or work e-mail address")),
            Length(max=254, message=N_("This is too long for a number or an address")),
            _clean,
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


class GuestForm(FlaskForm):
    """Who is here without either."""

    guest = StringField(
        N_("Your name"),
        description=N_("The facilitator sees it until the briefing is closed. Then it is deleted."),
        validators=[
            DataRequired(N_("Type your name")),
            Length(max=80, message=N_("Write 80 letters or fewer")),
            _clean,
        ],
        render_kw={"autocomplete": "off"},
    )


class CloseForm(FlaskForm):
    seen = BooleanField(
        "I saw each of these people in the room, or have their signature on paper",
        validators=[
            DataRequired("Say that you saw them, or take off the list whoever was not there")
        ],
    )


class TickForm(FlaskForm):
    """Who was there: public ids of people. Who is none of the room's is left out."""

    people = SelectMultipleField(
        "Who was there", coerce=as_token, validate_choice=False, choices=[]
    )


class OneButtonForm(FlaskForm):
    """A form that is one button. The token is all it carries."""
