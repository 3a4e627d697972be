"""The forms of the referral pages: the totals of a quarter, and a file of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, HiddenField, IntegerField
from wtforms.validators import Length, NumberRange, Optional

from elearn.referrals.texts import KINDS, MOST, WHOLE

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
