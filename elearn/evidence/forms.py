"""The forms of the evidence pages: shape and wording of what is typed and sent."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import DateField as AnyDateField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day, typed_date
from elearn.domain.equivalence import LEVELS, LONGEST_VALID_MONTHS, Taught
from elearn.domain.identity import LONGEST_NAME, IdentityError, clean_name
from elearn.evidence.reading import EARLIEST
from elearn.web.languages import N_

LONGEST_REASON = 1000
OTHER = "other"
NOT_TAUGHT = "-"
LONG_NAME = N_("Use at most 200 letters")  # LONGEST_NAME of them
TOO_LONG = f"Use at most {LONGEST_REASON} letters"
A_REAL_DAY = N_("Write a real date, such as 30/9/2026")


def one_line(typed: str | None) -> str:
    """What was typed, on one line and with nothing invisible; empty when nothing was."""
    if not typed or not any(sign.isprintable() and not sign.isspace() for sign in typed):
        return ""
    try:
        return clean_name(typed)
    except IdentityError as error:
        raise ValidationError(str(error)) from error


def paragraphs(typed: str | None) -> str:
    """What was typed, line by line, with nothing invisible."""
    lines = (one_line(line[:LONGEST_REASON]) for line in (typed or "").splitlines())
    return "\n".join(line for line in lines if line)


class PastDay:
    """A day between the year 2000 and today."""

    def __init__(self, today: date) -> None:
        self.today = today

    def __call__(self, form: FlaskForm, field: AnyDateField) -> None:
        if field.data and field.data > self.today:
            raise ValidationError(N_("This day has not come yet. Check the date"))
        if field.data and field.data < EARLIEST:
            raise ValidationError(N_("This is before the year 2000. Check the date"))


class DayField(AnyDateField):
    """A day as people write it; left empty it is none, and what is no day is said in our own
    words. Three boxes of one name are read too."""

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data).strip()
        return typed_date(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = " ".join(valuelist).strip()
        if not text:
            return
        try:
            self.data = parse_day(text)
        except DayError:
            raise ValueError(A_REAL_DAY) from None


class UploadForm(FlaskForm):
    file = FileField(
        "Training done elsewhere",
        description="XLSX, ODS or CSV, up to 10 MB. You see beforehand what it would do.",
        validators=[FileRequired("Choose a file")],
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx,.ods"},
    )


class CertificateForm(FlaskForm):
    """What somebody says of a course they have done, with the certificate."""

    course = SelectField(
        N_("Which course was it?"), validators=[InputRequired(N_("Choose a course"))]
    )
    course_name = StringField(
        N_("Name of the course, if it is another one"),
        validators=[Length(max=LONGEST_NAME, message=LONG_NAME)],
        render_kw={"autocomplete": "off"},
    )
    provider = StringField(
        N_("Who gave it, if it is another one"),
        description=N_("For example: Home Office, Northmoor Hospitals."),
        validators=[Length(max=LONGEST_NAME, message=LONG_NAME)],
        render_kw={"autocomplete": "off"},
    )
    done_on = DayField(
        N_("When did you finish it?"),
        description=N_("As the certificate says. For example, 30/9/2026."),
        validators=[InputRequired(N_("Write the day on which you finished it"))],
    )
    file = FileField(
        N_("The certificate"),
        description=N_("PDF, JPEG or PNG, up to 5 MB. A photo is fine if every word can be read."),
        validators=[FileRequired(N_("Choose the certificate"))],
        render_kw={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"},
    )

    def offer(self, courses: Iterable[tuple[int, str]], today: date) -> "CertificateForm":
        """Fill in the courses that count here; any other can be named."""
        self.course.choices = [
            SelectChoice("", N_("Choose")),
            *(SelectChoice(str(number), words) for number, words in courses),
            SelectChoice(OTHER, N_("Another course")),
        ]
        self.done_on.validators = [*self.done_on.validators, PastDay(today)]
        return self

    @property
    def is_other(self) -> bool:
        return bool(self.course.data == OTHER)

    def validate_course_name(self, field: StringField) -> None:
        if not one_line(field.data) and self.is_other:
            raise ValidationError(N_("Write the name of the course"))

    def validate_provider(self, field: StringField) -> None:
        if not one_line(field.data) and self.is_other:
            raise ValidationError(N_("Write who gave the course"))


class ApproveForm(FlaskForm):
    """The course that the certificate is of."""

    course = RadioField(
        "Which course is this certificate of?",
        validators=[InputRequired("Choose the course that this certificate is of")],
    )

    def offer(self, courses: Iterable[tuple[int, str, str]]) -> "ApproveForm":
        """Fill in the courses, each with what approving it does."""
        self.course.choices = [
            SelectChoice(str(number), words, {"hint": hint}) for number, words, hint in courses
        ]
        return self


class ReasonForm(FlaskForm):
    """A reason that somebody else will read."""

    reason = TextAreaField(
        "Reason",
        validators=[
            InputRequired("Give a reason"),
            Length(max=LONGEST_REASON, message=TOO_LONG),
        ],
    )

    def validate_reason(self, field: TextAreaField) -> None:
        if not paragraphs(field.data):
            raise ValidationError("Give a reason")

    @property
    def words(self) -> str:
        return paragraphs(self.reason.data)


class ProposalForm(FlaskForm):
    """What a course teaches of one module. A field for each topic is added by ``proposal_form``."""

    name = StringField(
        "Name of the course",
        description="As it stands on the certificate.",
        validators=[
            InputRequired("Write the name of the course"),
            Length(max=LONGEST_NAME, message=f"Use at most {LONGEST_NAME} letters"),
        ],
        render_kw={"autocomplete": "off"},
    )
    provider = StringField(
        "Who gives it",
        validators=[
            InputRequired("Write who gives the course"),
            Length(max=LONGEST_NAME, message=f"Use at most {LONGEST_NAME} letters"),
        ],
        render_kw={"autocomplete": "off"},
    )
    content_date = DayField(
        "What is its content as of? (optional)",
        description=f"The law and contacts in it were right on this day. {EXAMPLE_DAY}",
    )
    valid_months = IntegerField(
        "For how many months it should count",
        description="From the day on which somebody finished it.",
        validators=[
            InputRequired(f"Write a number of months from 1 to {LONGEST_VALID_MONTHS}"),
            NumberRange(
                1,
                LONGEST_VALID_MONTHS,
                message=f"Write a number of months from 1 to {LONGEST_VALID_MONTHS}",
            ),
        ],
    )
    reason = TextAreaField(
        "Why it should count, and where the coordinator can look at it",
        validators=[
            InputRequired("Say why it should count"),
            Length(max=LONGEST_REASON, message=TOO_LONG),
        ],
    )

    def validate_name(self, field: StringField) -> None:
        if not one_line(field.data):
            raise ValidationError("Write the name of the course")

    def validate_provider(self, field: StringField) -> None:
        if not one_line(field.data):
            raise ValidationError("Write who gives the course")

    def validate_reason(self, field: TextAreaField) -> None:
        if not paragraphs(field.data):
            raise ValidationError("Say why it should count")

    @property
    def taught(self) -> tuple[Taught, ...]:
        """The topics that were given a level."""
        given = ((name.removeprefix("topic_"), self[name].data) for name in self.topic_names)
        return tuple(Taught(topic, level) for topic, level in given if level in LEVELS)

    @property
    def topic_names(self) -> tuple[str, ...]:
        return tuple(name for name in self._fields if name.startswith("topic_"))


def proposal_form(
    topics: Iterable[tuple[str, str]], levels: Mapping[str, str], today: date
) -> ProposalForm:
    """The form for a module with these topics (code and words), with a select for each."""
    choices = [
        SelectChoice(NOT_TAUGHT, "Not in the course"),
        *(SelectChoice(level, f"Level {level}: {words}") for level, words in levels.items()),
    ]
    fields = {
        f"topic_{code}": SelectField(words, choices=choices, default=NOT_TAUGHT)
        for code, words in topics
    }
    form: ProposalForm = type("ModuleProposalForm", (ProposalForm,), fields)()
    form.content_date.validators = [*form.content_date.validators, PastDay(today)]
    return form


class ApprovalForm(FlaskForm):
    """On what terms a proposal is approved."""

    valid_months = IntegerField(
        "For how many months it counts",
        description="From the day on which somebody finished it.",
        validators=[
            InputRequired(f"Write a number of months from 1 to {LONGEST_VALID_MONTHS}"),
            NumberRange(
                1,
                LONGEST_VALID_MONTHS,
                message=f"Write a number of months from 1 to {LONGEST_VALID_MONTHS}",
            ),
        ],
    )
    asks_quiz = BooleanField(
        "Its holders pass the module’s quiz besides",
        description="They need not sit through the screens. The curriculum asks this for M01.",
    )
    note = TextAreaField(
        "Note for the lead (optional)", validators=[Length(max=LONGEST_REASON, message=TOO_LONG)]
    )

    def validate_note(self, field: TextAreaField) -> None:
        paragraphs(field.data)
