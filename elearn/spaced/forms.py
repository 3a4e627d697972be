"""The form that says after how many months people are asked again."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from elearn.domain.spaced import FEWEST_MONTHS, MOST_MONTHS, months_fault

RANGE = NumberRange(
    FEWEST_MONTHS, MOST_MONTHS, f"Give whole months from {FEWEST_MONTHS} to {MOST_MONTHS}"
)


class MonthsField(IntegerField):
    """Whole months; what is no number is refused in words that say what to type."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(RANGE.message) from error


class WhenForm(FlaskForm):
    first = MonthsField("Months until the first five questions", validators=[Optional(), RANGE])
    second = MonthsField("Months until the second five questions", validators=[Optional(), RANGE])

    @property
    def months(self) -> tuple[int, ...]:
        """What was filled in."""
        return tuple(one for one in (self.first.data, self.second.data) if one is not None)

    def is_good(self) -> bool:
        """Whether it can be kept; says at the second field what is wrong between the two."""
        if not self.validate():
            return False
        if fault := months_fault(self.months):
            self.second.errors = [fault]
        return not self.second.errors
