"""The forms of the referral pages: the totals of a quarter, and a file of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day, typed_date
from elearn.domain.identity import IdentityError, clean_name
from elearn.referrals.actions.populations import Population
from elearn.referrals.queries.totals import AreaRow
from elearn.referrals.texts import KINDS, MOST, WHOLE

LONGEST_SOURCE, MOST_PEOPLE = 200, 99_999_999
Cell = tuple[str, str]  # the slug of an area and a kind


class WholeNumberField(IntegerField):
    """A number without a fraction; an empty one is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip().replace(",", "") if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdecimal()):
            raise ValueError(WHOLE)
        self.data = int(typed[:9]) if typed else None


class QuarterForm(FlaskForm):
    """``seen`` is the state of the quarter that the page showed. The numbers are fields of a form
    made for the areas there are."""

    seen = HiddenField(validators=[Length(max=64)])

    def number_field(self, area: str, kind: str) -> Field:
        """The field of one number."""
        found: Field = self[name_of(area, kind)]
        return found


class PopulationForm(FlaskForm):
    """How many people live in an area, and who says so of which day."""

    number = WholeNumberField(
        "People living there",
        validators=[
            InputRequired("Write how many people live there"),
            NumberRange(1, MOST_PEOPLE, "Write a whole number from 1 to 99,999,999"),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    source = StringField(
        "Whose figure it is",
        description="So that anybody can look it up. For example, ONS mid-year estimates 2025.",
        validators=[
            InputRequired("Say whose figure it is"),
            Length(max=LONGEST_SOURCE, message=f"Use at most {LONGEST_SOURCE} letters"),
        ],
    )
    as_at = StringField(
        "As at",
        description=f"The day that the figure is of. {EXAMPLE_DAY}",
        validators=[InputRequired("Say of which day the figure is")],
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, *, area: AreaRow, today: date) -> None:
        super().__init__(
            data={
                "number": area.population,
                "source": area.source,
                "as_at": typed_date(area.as_at) if area.as_at else "",
            }
        )
        self._today = today

    @property
    def wanted(self) -> Population:
        """For a form that is valid."""
        return Population(
            int(self.number.data or 0),
            _one_line(self.source.data),
            parse_day(self.as_at.data or ""),
        )

    def validate_source(self, field: Field) -> None:
        if not _one_line(field.data):
            raise ValidationError("Say whose figure it is")

    def validate_as_at(self, field: Field) -> None:
        try:
            day = parse_day(field.data or "")
        except DayError as error:
            raise ValidationError(str(error)) from None
        if day > self._today:
            raise ValidationError("This day is to come. Give the day that the figure is of.")


def _one_line(text: str | None) -> str:
    try:
        return " ".join(clean_name(word) for word in (text or "").split())
    except IdentityError as error:
        raise ValidationError("This has a sign that cannot be shown. Type it again.") from error


class UploadForm(FlaskForm):
    """A file of totals."""

    file = FileField(
        "The file",
        description="XLSX, ODS or CSV with the columns area, quarter, kind and number. You see "
        "what it would do before anything changes.",
        validators=[FileRequired("Choose a file")],
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx,.ods"},
    )


def name_of(area: str, kind: str) -> str:
    """What the field of a number is called."""
    return f"n-{area}-{kind}"


def quarter_form(areas: Mapping[str, str], there: Mapping[Cell, int]) -> QuarterForm:
    """The form of a quarter for areas (names by slug), with what stands ``there``."""
    fields = {
        name_of(slug, kind): WholeNumberField(
            f"{name}: {words}",
            validators=[Optional(), NumberRange(0, MOST, WHOLE)],
            default=there.get((slug, kind)),
            render_kw={"inputmode": "numeric", "autocomplete": "off"},
        )
        for slug, name in areas.items()
        for kind, words in KINDS.items()
    }
    made: QuarterForm = type("QuarterOfAreas", (QuarterForm,), fields)()
    return made
