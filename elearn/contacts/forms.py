"""The forms of the contacts pages: what a lead types about a contact, and that it is right."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.contacts.actions import Entry
from elearn.domain.contacts import ContactError, clean_address, clean_number
from elearn.domain.identity import IdentityError, clean_name

LONGEST_NAME, LONGEST_HOURS, LONGEST_NOTE = 120, 120, 200


def _words(field: StringField) -> str:
    """What was typed, on one line and with nothing invisible; empty when nothing was."""
    typed = field.data or ""
    try:
        return clean_name(typed) if typed.strip() else ""
    except IdentityError as error:
        raise ValidationError("This has a sign that cannot be shown. Type it again.") from error


class ContactForm(FlaskForm):
    """A contact as the agency's staff will read it."""

    name = StringField(
        "What it is called",
        description="As people here say it, for example: Adult MASH.",
        validators=[
            InputRequired("Say what it is called"),
            Length(max=LONGEST_NAME, message=f"Use at most {LONGEST_NAME} letters"),
        ],
    )
    number = StringField(
        "Telephone number",
        description="Digits and spaces. Leave it empty if it is reached by a web page only.",
        validators=[Length(max=40, message="This telephone number is too long")],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )
    url = StringField(
        "Web address (optional)",
        description="Starts with https://",
        validators=[Length(max=300, message="This web address is too long")],
        render_kw={"inputmode": "url", "autocomplete": "off"},
    )
    hours = StringField(
        "When somebody answers",
        description="For example: Monday to Friday, 9am to 5pm; at night 023 8000 0001.",
        validators=[
            InputRequired("Say when somebody answers"),
            Length(max=LONGEST_HOURS, message=f"Use at most {LONGEST_HOURS} letters"),
        ],
    )
    note = TextAreaField(
        "What it is for (optional)",
        description="One or two sentences in your own words.",
        validators=[Length(max=LONGEST_NOTE, message=f"Use at most {LONGEST_NOTE} letters")],
    )

    def validate_name(self, field: StringField) -> None:
        if not _words(field):
            raise ValidationError("Say what it is called")

    def validate_hours(self, field: StringField) -> None:
        if not _words(field):
            raise ValidationError("Say when somebody answers")

    def validate_note(self, field: StringField) -> None:
        _words(field)

    def validate_number(self, field: StringField) -> None:
        try:
            number = clean_number(field.data or "")
        except ContactError as error:
            raise ValidationError(str(error)) from error
        if not number and not (self.url.data or "").strip():
            raise ValidationError("Type a telephone number, or a web address below")

    def validate_url(self, field: StringField) -> None:
        try:
            clean_address(field.data or "")
        except ContactError as error:
            raise ValidationError(str(error)) from error

    def entry(self) -> Entry:
        """What was typed, cleaned; for a form that is valid."""
        typed: dict[str, Any] = {"name": self.name, "hours": self.hours, "note": self.note}
        return Entry(
            number=clean_number(self.number.data or ""),
            url=clean_address(self.url.data or ""),
            **{name: _words(field) for name, field in typed.items()},
        )


class ConfirmForm(FlaskForm):
    """That a number was rung. ``seen`` is the number that stood on the page."""

    seen = HiddenField(validators=[Length(max=400)])


class TakeOutForm(FlaskForm):
    """Nothing but the token."""
