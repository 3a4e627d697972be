"""The form of an answer together with the figures, dates and ticks that belong to its question."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import NumberRange, Optional

from elearn.domain.assessment import Question, question
from elearn.domain.assessment.details import (
    LONGEST_WORDS,
    MOST_DAYS,
    Detail,
    DetailKind,
    details_of,
    fault_of,
    split_days,
)
from elearn.domain.dates import DayError, parse_day, typed_date
from elearn.returns.actions.assessments import Said
from elearn.returns.forms import AnswerForm, WholeNumberField
from elearn.returns.texts import EARLIEST, NOT_YET, TOO_LONG_AGO, line_of

NOT_SAID = "Not said"
BEFORE_A_NAME = "detail_"


class DetailedForm(AnswerForm):
    """An answer with its details; none of them has to be given."""

    asked: Question
    today: date

    @property
    def detail_fields(self) -> list[Field]:
        """The fields of the details, in the order in which they are asked."""
        return [self[name_of(one)] for one in details_of(self.asked.number)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each detail by itself, then beside the others."""
        good = super().validate(extra_validators)
        for one in details_of(self.asked.number):
            field = self[name_of(one)]
            fault = _fault(one, field.data, self.today)
            if fault and not field.errors:
                field.errors = [fault]
                good = False
        if good and (fault_found := fault_of(dict(self._details()))):
            key, why = fault_found
            self[f"{BEFORE_A_NAME}{key.replace('-', '_')}"].errors = [why]
            return False
        return good

    def said(self) -> Said:
        """What was answered with its details, for a form that is valid."""
        said = super().said()
        return said if said.score is None else replace(said, details=dict(self._details()))

    def _details(self) -> Iterator[tuple[str, str]]:
        for one in details_of(self.asked.number):
            value = _kept(one, self[name_of(one)].data)
            if value:
                yield one.key, value


def name_of(one: Detail) -> str:
    """What the form calls a detail's field."""
    return f"{BEFORE_A_NAME}{one.key.replace('-', '_')}"


def answer_form(asked: Question, *, today: date, **given: Any) -> DetailedForm:
    """The form of one question; ``given`` as forms take it."""
    form: DetailedForm = _form_class(asked.number)(question=asked, **given)
    form.asked, form.today = asked, today
    return form


@cache
def _form_class(number: int) -> type[DetailedForm]:
    """The class of a question's form: its fields are those of every answer and its details."""
    asked = question(number)
    fields = {name_of(one): _field(one) for one in details_of(asked.number if asked else 0)}
    meta: Any = type(DetailedForm)
    made: type[DetailedForm] = meta(f"AnswerForm{number}", (DetailedForm,), fields)
    return made


def _field(one: Detail) -> Any:
    about: dict[str, Any] = {"description": one.hint}
    if one.kind is DetailKind.NUMBER:
        within = NumberRange(0, one.most, f"Use 0 to {one.most:,}")
        keys = {"inputmode": "numeric"}
        return WholeNumberField(one.label, validators=[Optional(), within], render_kw=keys, **about)
    choices = [SelectChoice(key, words) for key, words in one.choices.items()]
    if one.kind is DetailKind.CHOICE:
        none = SelectChoice("", NOT_SAID)
        return SelectField(one.label, choices=[none, *choices], validators=[Optional()], **about)
    if one.kind is DetailKind.TICKS:
        return SelectMultipleField(one.label, choices=choices, **about)
    off = {"autocomplete": "off"}
    return StringField(one.label, filters=[line_of], render_kw=off, **about)


def _fault(one: Detail, data: Any, today: date) -> str:
    """What is wrong with a text: a day that is none, or too many words."""
    if one.kind is DetailKind.WORDS and len(line_of(data)) > LONGEST_WORDS:
        return f"Use at most {LONGEST_WORDS} characters"
    if one.kind not in (DetailKind.DAY, DetailKind.DAYS) or not data:
        return ""
    typed = split_days(data) if one.kind is DetailKind.DAYS else [data]
    if len(typed) > MOST_DAYS:
        return f"Give at most {MOST_DAYS} days"
    try:
        days = [parse_day(day) for day in typed]
    except DayError as error:
        return str(error)
    if max(days, default=today) > today:
        return NOT_YET
    return TOO_LONG_AGO if min(days, default=today) < EARLIEST else ""


def _kept(one: Detail, data: Any) -> str:
    """What was typed as it is kept; empty for nothing."""
    if one.kind is DetailKind.NUMBER:
        return "" if data is None else str(data)
    if one.kind is DetailKind.TICKS:
        return " ".join(key for key in one.choices if key in (data or ()))
    if one.kind is DetailKind.DAY:
        return parse_day(data).isoformat() if data else ""
    if one.kind is DetailKind.DAYS:
        days = {parse_day(day) for day in split_days(data or "")}
        return " ".join(day.isoformat() for day in sorted(days))
    return line_of(data)


def typed_of(asked: Question, details: Mapping[str, str]) -> dict[str, Any]:
    """Kept details as the fields of the form hold them."""
    return {
        name_of(one): _typed(one, details[one.key])
        for one in details_of(asked.number)
        if one.key in details
    }


def _typed(one: Detail, value: str) -> Any:
    if one.kind is DetailKind.NUMBER:
        return int(value)
    if one.kind is DetailKind.TICKS:
        return value.split()
    if one.kind in (DetailKind.DAY, DetailKind.DAYS):
        days = (date.fromisoformat(day) for day in value.split())
        return ", ".join(typed_date(day) for day in days)
    return value
