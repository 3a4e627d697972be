"""The form of the rules: a number each, the day from which they count, and why."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.audit.settings.actions import Wanted
from elearn.domain.coverage import RuleSet
from elearn.domain.dates import EXAMPLE_DAY, DayError, add_months, parse_day, typed_date
from elearn.domain.identity import IdentityError, clean_name
from elearn.domain.rule_sets import RULES, Rule, faults, hint, said, with_values

LONGEST_WHY, LONGEST_NUMBER = 500, 12
MOST_AHEAD = 36
EARLIEST = date(2000, 1, 1)


class SettingsForm(FlaskForm):
    """``rules`` are those that count now: they stand in the form, and what the form does not have
    stays as it is there."""

    valid_from = StringField(
        "From which census date",
        description=(
            "Audits of this day and later go by them. Editions that are frozen keep the rules "
            f"they were frozen with. {EXAMPLE_DAY}"
        ),
        validators=[InputRequired("Say from which day")],
        render_kw={"autocomplete": "off"},
    )
    why = TextAreaField(
        "Why",
        description="One or two sentences. Whoever reads an audit may ask; name no person.",
        validators=[
            InputRequired("Say why"),
            Length(max=LONGEST_WHY, message=f"Use at most {LONGEST_WHY} letters"),
        ],
    )
    seen = HiddenField(validators=[Length(max=20)])

    def __init__(self, *, rules: RuleSet, today: date, seen: int) -> None:
        values = {name: said(getattr(rules, name)) for name in RULES}
        super().__init__(data={**values, "valid_from": typed_date(today), "seen": str(seen)})
        self._rules, self._today = rules, today

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Each number by itself, then all together."""
        fine: bool = super().validate(extra_validators)
        if not fine:
            return False
        wrong = faults(self.rules)
        for name, words in wrong.items():
            self[name].errors = [words]
        return not wrong

    @property
    def rules(self) -> RuleSet:
        """What was typed, over the rules that counted."""
        return with_values(self._rules, {name: _number(self[name].data) for name in RULES})

    def wanted(self) -> Wanted:
        """For a form that is valid."""
        seen = self.seen.data or ""
        return Wanted(
            rules=self.rules,
            valid_from=parse_day(self.valid_from.data or ""),
            why=_one_line(self.why.data),
            seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else -1,
        )

    def validate_valid_from(self, field: Field) -> None:
        try:
            day = parse_day(field.data or "")
        except DayError as error:
            raise ValidationError(str(error)) from None
        if not EARLIEST <= day <= add_months(self._today, MOST_AHEAD):
            raise ValidationError("Take a day of this century, at most three years ahead")

    def validate_why(self, field: Field) -> None:
        if not _one_line(field.data):
            raise ValidationError("Say why")


def _number(text: str | None) -> float:
    """A number as it was typed. Raises ValueError."""
    typed = (text or "").strip().rstrip("%").strip()
    if len(typed) > LONGEST_NUMBER or not typed.isascii():
        raise ValueError(typed)
    value = float(typed)
    if not math.isfinite(value):
        raise ValueError(typed)
    return value


def _one_line(text: str | None) -> str:
    try:
        return " ".join(clean_name(word) for word in (text or "").split())
    except IdentityError as error:
        raise ValidationError("This has a sign that cannot be shown. Type it again.") from error


def _check(rule: Rule) -> Any:
    def check(_form: FlaskForm, field: Field) -> None:
        try:
            value = _number(field.data)
        except ValueError:
            raise ValidationError("Type a number, for example 90") from None
        if rule.whole and value != int(value):
            raise ValidationError("Type a whole number, for example 10")
        if not rule.least <= value <= rule.most:
            raise ValidationError(f"Use {said(rule.least)} to {said(rule.most)}")

    return check


for _rule in RULES.values():
    setattr(
        SettingsForm,
        _rule.name,
        StringField(
            _rule.label,
            description=hint(_rule),
            validators=[InputRequired("Type a number"), _check(_rule)],
            render_kw={"inputmode": "decimal", "autocomplete": "off"},
        ),
    )
