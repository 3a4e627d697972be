"""The forms of feedback: three answers after a module, one three months later, and the survey."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day
from elearn.domain.feedback import CHANGE, CLEAR, LONGEST_COMMENT, PLEDGE, USED, USEFUL, Question
from elearn.domain.join_codes import JoinCodeError, canonical_code
from elearn.domain.survey import FURTHEST, LONGEST, QUESTIONS, ROLE_GROUPS, ROLE_QUESTION
from elearn.web.languages import N_, say

NAMES_SOMEBODY = N_(
    "This looks like an e-mail address or a number of somebody. Leave out "
    "all that says who somebody is."
)
_REACHES_SOMEBODY = re.compile(r"\S@\S|(?:\d[ -]?){7}")


def one_line(text: str | None) -> str:
    """What was typed, on one line, without what cannot be seen."""
    seen = "".join(
        sign if sign.isprintable() or sign.isspace() else " "
        for sign in unicodedata.normalize("NFC", text or "")
    )
    return " ".join(seen.split())


class Asked(InputRequired):
    """An answer is needed; what is said names the question, in the language of the page."""

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def __call__(self, form: Any, field: Any) -> None:
        self.message = say("Choose an answer: %(question)s", question=say(self.question))
        super().__call__(form, field)


def _asked(question: Question, *, needed: bool = True) -> RadioField:
    check = Asked(question.text) if needed else Optional()
    return RadioField(
        question.text,
        choices=[SelectChoice(key, words) for key, words in question.answers.items()],
        validators=[check],
    )


class FeedbackForm(FlaskForm):
    """Three questions after a module, whom one tells, and a comment."""

    useful = _asked(USEFUL)
    clear = _asked(CLEAR)
    change = _asked(CHANGE)
    pledge = _asked(PLEDGE, needed=False)
    comment = TextAreaField(
        N_("Is there anything to say to those who write this training?"),
        validators=[
            Length(
                max=LONGEST_COMMENT,
                message=N_("Write 500 letters or fewer"),
            )
        ],
    )

    def validate_comment(self, field: TextAreaField) -> None:
        if _REACHES_SOMEBODY.search(one_line(field.data)):
            raise ValidationError(NAMES_SOMEBODY)

    def fill(self, said: Mapping[str, str]) -> None:
        """Show what was said before."""
        for name, value in said.items():
            self[name].data = value or None

    @property
    def answers(self) -> dict[str, str]:
        """Question -> answer, once the form is valid."""
        return {one.key: self[one.key].data or "" for one in (USEFUL, CLEAR, CHANGE, PLEDGE)}

    @property
    def words(self) -> str:
        """The comment as it is kept."""
        return one_line(self.comment.data)


class UsedForm(FlaskForm):
    """One question, three months later."""

    used = _asked(USED)


class SurveyForm(FlaskForm):
    """The eight questions of the staff survey. ``once`` counts a form that is sent twice once."""

    once = HiddenField(validators=[DataRequired(), Length(min=16, max=64)])
    role = SelectField(
        ROLE_QUESTION,
        choices=[
            SelectChoice("", N_("Choose your work")),
            *(SelectChoice(*one) for one in ROLE_GROUPS.items()),
        ],
        validators=[InputRequired(N_("Choose your work, or that you would rather not say"))],
    )
    agency_kind = SelectField(
        N_("In what kind of agency?"),
        validators=[InputRequired(N_("Choose a kind of agency, or that you would rather not say"))],
    )

    def offer(self, kinds: Mapping[str, str]) -> None:
        """Fill the list of kinds of agency, code -> name."""
        self.agency_kind.choices = [
            SelectChoice("", N_("Choose a kind of agency")),
            *(SelectChoice(*one) for one in kinds.items()),
        ]

    @property
    def questions(self) -> list[Any]:
        """The fields of questions 2 to 8."""
        return [self[one.key] for one in QUESTIONS]

    @property
    def answers(self) -> dict[str, str]:
        """Question -> answer, once the form is valid."""
        return {one.key: self[one.key].data for one in QUESTIONS}


for _one in QUESTIONS:
    setattr(SurveyForm, _one.key, _asked(_one))


class CodeForm(FlaskForm):
    """The code of a survey."""

    code = StringField(
        N_("The code of the survey"),
        description=N_("Eight letters and digits."),
        validators=[
            DataRequired(N_("Type the code that you were given")),
            Length(max=40, message=N_("Type the eight letters and digits that you were given")),
        ],
        render_kw={"autocomplete": "off"},
    )

    @property
    def read(self) -> str | None:
        """The code as it is compared; None when it cannot be one."""
        try:
            return canonical_code(self.code.data or "")
        except JoinCodeError:
            return None


class OpenForm(FlaskForm):
    """From when until when a survey takes answers."""

    once = HiddenField(validators=[DataRequired(), Length(min=16, max=64)])
    opens = StringField(
        "First day",
        description=EXAMPLE_DAY,
        validators=[DataRequired("Say on which day it opens"), Length(max=40)],
        render_kw={"autocomplete": "off"},
    )
    closes = StringField(
        "Last day",
        description="Answers are taken until the end of this day.",
        validators=[DataRequired("Say on which day it closes"), Length(max=40)],
        render_kw={"autocomplete": "off"},
    )
    today: date
    first: date | None = None
    last: date | None = None

    def validate_opens(self, field: StringField) -> None:
        self.first = _day(field)
        if not self.today <= self.first <= self.today + FURTHEST:
            raise ValidationError("Choose a first day from today until a year from now")

    def validate_closes(self, field: StringField) -> None:
        self.last = _day(field)
        if self.first is not None and not self.first <= self.last <= self.first + LONGEST:
            raise ValidationError(
                "Choose a last day from the first day until three months after it"
            )

    @property
    def days(self) -> tuple[date, date]:
        """First and last day, once the form is valid."""
        if self.first is None or self.last is None:
            raise ValueError("the form was not valid")
        return self.first, self.last


def _day(field: StringField) -> date:
    try:
        return parse_day(field.data or "")
    except DayError as error:
        raise ValidationError(str(error)) from error


class OneButtonForm(FlaskForm):
    """A form that is one button. The token is all it carries."""
