"""The form of the annual report: for each subject a figure, words, who said it and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import Length

from elearn.audit.board.subjects import SUBJECTS, Said, Subject
from elearn.domain.dates import EXAMPLE_DAY, DayError, parse_day, typed_date

LONGEST = {"figure": 80, "words": 600, "source": 120, "on": 40}


def _most(name: str) -> Length:
    return Length(max=LONGEST[name], message=f"Use at most {LONGEST[name]} letters")


class BoardForm(FlaskForm):
    """``said`` is what stands there already. A subject with nothing typed is taken back."""

    def __init__(self, *, said: Mapping[str, Said], today: date) -> None:
        data = {
            f"{key}_{name}": value
            for key, one in said.items()
            for name, value in (
                ("figure", one.figure),
                ("words", one.words),
                ("source", one.source),
                ("on", typed_date(one.on)),
            )
        }
        super().__init__(data=data)
        self._today = today

    def fields_of(self, subject: Subject) -> tuple[Field, ...]:
        return tuple(self[f"{subject.key}_{name}"] for name in LONGEST)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """What is said needs a source, a day that has come, and a figure or words."""
        fine: bool = super().validate(extra_validators)
        for subject in SUBJECTS:
            fine = self._is_whole(subject) and fine
        return fine

    def _is_whole(self, subject: Subject) -> bool:
        figure, words, source, on = self.fields_of(subject)
        if not any(_typed(one) for one in (figure, words, source, on)):
            return True
        if not _typed(figure) and not _typed(words):
            figure.errors = ["Give a figure or words"]
        if not _typed(source):
            source.errors = ["Say who says so: a post or a paper"]
        try:
            if parse_day(_typed(on)) > self._today:
                on.errors = ["Take a day that has come"]
        except DayError as error:
            on.errors = [str(error)]
        return not any(one.errors for one in (figure, words, source, on))

    def wanted(self) -> dict[str, Said | None]:
        """For a form that is valid."""
        found: dict[str, Said | None] = {}
        for subject in SUBJECTS:
            figure, words, source, on = (_typed(one) for one in self.fields_of(subject))
            found[subject.key] = Said(figure, words, source, parse_day(on)) if on else None
        return found


def _typed(field: Field) -> str:
    return " ".join((field.data or "").split())


for _subject in SUBJECTS:
    setattr(
        BoardForm,
        f"{_subject.key}_figure",
        StringField(
            f"{_subject.title}: figure",
            description="A number with its unit. For example, 1.5 posts.",
            validators=[_most("figure")],
        ),
    )
    setattr(
        BoardForm,
        f"{_subject.key}_words",
        TextAreaField(
            f"{_subject.title}: words",
            description=f"{_subject.hint} Name no person.",
            validators=[_most("words")],
        ),
    )
    setattr(
        BoardForm,
        f"{_subject.key}_source",
        StringField(
            f"{_subject.title}: who says so",
            description="A post or a paper. For example, finance report of the Board.",
            validators=[_most("source")],
        ),
    )
    setattr(
        BoardForm,
        f"{_subject.key}_on",
        StringField(
            f"{_subject.title}: said on",
            description=EXAMPLE_DAY,
            validators=[_most("on")],
        ),
    )
