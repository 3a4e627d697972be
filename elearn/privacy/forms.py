"""The forms of the privacy pages: a time, and the switch for names."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from elearn.domain.identity import IdentityError, clean_name

LONGEST_REASON = 500
MOST_DIGITS = 9
EVERYBODY = "everybody"


class WholeNumberField(IntegerField):
    """A number without a fraction; an empty one is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdecimal()):
            raise ValueError("Type a whole number, for example 90")
        self.data = int(typed[:MOST_DIGITS]) if typed else None


def _reason() -> TextAreaField:
    return TextAreaField(
        "Why",
        description="One or two sentences. Name no person.",
        validators=[
            InputRequired("Say why"),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} letters"),
        ],
    )


class _WithReason(FlaskForm):
    reason = _reason()

    def validate_reason(self, field: TextAreaField) -> None:
        """On one line, and of signs that can be shown."""
        try:
            words = (clean_name(word) for word in (field.data or "").split())
            field.data = " ".join(words)
        except IdentityError as error:
            raise ValidationError("This has a sign that cannot be shown.") from error


class TimeForm(_WithReason):
    """How long something is kept. ``agency`` only where agencies may have times of their own."""

    kept = WholeNumberField("Keep it for", validators=[InputRequired("Type a number")])
    agency = SelectField("For the people of", default=EVERYBODY)

    def __init__(self, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.agency.choices = [(EVERYBODY, "Every agency"), *agencies]


class NamesForm(_WithReason):
    share = RadioField(
        "May the partnership see the names of your people?",
        choices=[
            SelectChoice("no", "No: counts only"),
            SelectChoice("yes", "Yes, the coordinator may see who signed, asked and decided"),
        ],
        validators=[InputRequired("Choose one")],
    )
