"""The forms of the returns pages: figures, answers, signing, moderation."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from elearn.domain.assessment import Question, Score
from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day
from elearn.domain.headcounts import HOW_COUNTED
from elearn.returns.actions.assessments import Said
from elearn.returns.texts import (
    EARLIEST,
    LONGEST_EVIDENCE,
    LONGEST_REASON,
    LONGEST_SOURCE,
    MOST_PEOPLE,
    NOT_YET,
    TOO_LONG_AGO,
    WHERE_FROM,
    line_of,
    lines_of,
)

NA = "na"
GRADES = [SelectChoice(letter, words) for letter, words in HOW_COUNTED.items()]
HOW_SURE = (
    ("A", "We looked it up"),
    ("B", "Whoever is responsible told us"),
    ("C", "It is our best guess"),
)


class WholeNumberField(IntegerField):
    """A number without a fraction; an empty one is none."""

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        typed = str(valuelist[0]).strip().replace(",", "") if valuelist else ""
        self.data = None
        if typed and not (typed.isascii() and typed.isdecimal()):
            raise ValueError("Type a whole number, for example 46")
        self.data = int(typed[:9]) if typed else None


class SeenField(HiddenField):
    """A number that the page showed; 0 for anything that is none."""

    @property
    def number(self) -> int:
        typed = str(self.data or "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _is_short(field: Field, most: int) -> None:
    if len(lines_of(field.data)) > most:
        raise ValidationError(f"Use at most {most:,} characters")


class FigureForm(FlaskForm):
    """What every figure has."""

    number = WholeNumberField(
        "How many people",
        description="People, not full-time equivalents; with bank, agency and volunteers.",
        validators=[
            InputRequired("Say how many people, 0 for none"),
            NumberRange(0, MOST_PEOPLE, f"Use 0 to {MOST_PEOPLE:,}"),
        ],
        render_kw={"inputmode": "numeric"},
    )
    as_at = StringField(
        "As at which day",
        description=f"A figure of the same day is replaced; it stays in the history. {EXAMPLE_DAY}",
        validators=[InputRequired("Say for which day the number is right")],
        render_kw={"autocomplete": "off"},
    )
    source = StringField(
        "Where the number comes from",
        description="For example: payroll of September. Name no person.",
        validators=[InputRequired(WHERE_FROM)],
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def validate_as_at(self, field: Field) -> None:
        try:
            day = parse_day(field.data or "")
        except DayError as error:
            raise ValidationError(str(error)) from None
        if day > self._today:
            raise ValidationError(NOT_YET)
        if day < EARLIEST:
            raise ValidationError(TOO_LONG_AGO)

    def validate_source(self, field: Field) -> None:
        if not line_of(field.data):
            raise ValidationError(WHERE_FROM)
        _is_short(field, LONGEST_SOURCE)

    @property
    def day(self) -> date:
        """The day of a form that is valid."""
        return parse_day(self.as_at.data or "")


class CountForm(FigureForm):
    """A headcount of one role. ``seen`` is how many figures of the role the page knew."""

    grade = RadioField(
        "How they were counted",
        choices=GRADES,
        validators=[InputRequired("Say how they were counted")],
    )
    seen = SeenField()


class TotalForm(FigureForm):
    """A declared total of one role and module."""

    role = SelectField("Role", validators=[InputRequired("Choose a role")])
    module = SelectField("Module", validators=[InputRequired("Choose a module")])

    def offer(self, roles: Mapping[int, str], modules: Mapping[int, str]) -> None:
        """The names to choose from, by id."""
        self.role.choices = [SelectChoice(str(key), name) for key, name in roles.items()]
        self.module.choices = [SelectChoice(str(key), name) for key, name in modules.items()]


class UploadForm(FlaskForm):
    """A file of headcounts. ``grade`` is that of lines without one of their own."""

    file = FileField(
        "The file",
        description="XLSX, ODS or CSV with the columns role, headcount, as_at and source. "
        "You see what it would do before anything changes.",
        validators=[FileRequired("Choose a file")],
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx,.ods"},
    )
    grade = RadioField(
        "How the people in it were counted",
        choices=GRADES,
        validators=[InputRequired("Say how they were counted")],
    )


class AnswerForm(FlaskForm):
    """One answer. ``seen`` is the revision that the page showed."""

    score = RadioField(
        "Your answer", validators=[InputRequired("Choose the answer that fits best")]
    )
    confidence = RadioField(
        "How sure are you?",
        choices=[SelectChoice(*one) for one in HOW_SURE],
        validators=[Optional()],
    )
    evidence = TextAreaField("What shows it")
    na_reason = TextAreaField(
        "If it does not apply to you: why not",
        description="Leave this empty if you gave a score.",
    )
    seen = SeenField()

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.score.choices = score_choices(question)

    def validate_evidence(self, field: Field) -> None:
        _is_short(field, LONGEST_EVIDENCE)
        if self.score.data == "3" and not lines_of(field.data):
            raise ValidationError("This answer needs evidence: say what shows it")

    def validate_na_reason(self, field: Field) -> None:
        _is_short(field, LONGEST_REASON)
        if self.score.data == NA and not lines_of(field.data):
            raise ValidationError("Say why it does not apply to you")

    def validate(self, extra_validators: Any = None) -> bool:
        """A score needs to say how sure it is; what does not apply needs not."""
        good = super().validate(extra_validators)
        if self.score.data in ("0", "1", "2", "3") and not self.confidence.data:
            self.confidence.errors = ["Say how sure you are"]
            return False
        return bool(good)

    def said(self) -> Said:
        """What was answered, for a form that is valid."""
        score = as_score(self.score.data)
        return Said(
            score=score,
            na_reason=lines_of(self.na_reason.data) if score is None else "",
            evidence=lines_of(self.evidence.data),
            confidence=(self.confidence.data or "") if score is not None else "",
        )


class SignForm(FlaskForm):
    """``seen`` is how often answers had been saved when the page was read."""

    sure = BooleanField(
        "I have read the answers. To the best of my knowledge they are true.",
        validators=[InputRequired("Say that you have read the answers")],
    )
    seen = SeenField()


class ModerateForm(FlaskForm):
    """The coordinator's own score. ``seen`` is the number of the moderation the page showed."""

    score = RadioField("Your score", validators=[InputRequired("Choose a score")])
    note = TextAreaField(
        "Why", description="The agency reads this. Name no person.",
        validators=[InputRequired("Say why")],
    )  # fmt: skip
    seen = SeenField()

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.score.choices = score_choices(question, "them")

    def validate_note(self, field: Field) -> None:
        if not lines_of(field.data):
            raise ValidationError("Say why")
        _is_short(field, LONGEST_EVIDENCE)


class ReopenForm(FlaskForm):
    """Opening a signed return again."""

    reason = TextAreaField(
        "Why it is opened again",
        description="The agency reads this.",
        validators=[InputRequired("Say why")],
    )

    def validate_reason(self, field: Field) -> None:
        if not lines_of(field.data):
            raise ValidationError("Say why")
        _is_short(field, LONGEST_REASON)


def score_choices(question: Question, them: str = "us") -> list[SelectChoice]:
    """The scores of a question with what each of them means there, for ``them`` who answer."""
    scores = [
        SelectChoice(str(score), f"{score}: {words}" if question.is_scored else words)
        for score, words in enumerate(question.words)
    ]
    return [*scores, SelectChoice(NA, f"It does not apply to {them}")]


def as_score(chosen: str | None) -> Score:
    """The score somebody chose; None for what does not apply."""
    return None if chosen in (None, NA) else int(chosen)
