"""The form of a rule of minimum cover."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.audit.cover.actions import Wanted
from elearn.audit.plan.forms import one_line

MOST = 999
LEVEL_C = "level-c"


class CoverForm(FlaskForm):
    """So many people of a team, in date with a module or with level C."""

    team = SelectField("Team")
    what = SelectField("In date with")
    number = IntegerField(
        "How many people at least",
        description="At all times.",
        validators=[InputRequired("Say how many people")],
    )
    why = StringField(
        "Why",
        description="For example, so that somebody can decide at any hour.",
        validators=[Length(max=500, message="Use at most 500 characters")],
    )

    def __init__(
        self,
        *,
        teams: Sequence[tuple[int, str, str]],
        modules: Sequence[tuple[int, str, str]],
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.team.choices = [
            SelectChoice(str(number), f"{agency}: {name}") for number, agency, name in teams
        ]
        self.what.choices = [
            SelectChoice(LEVEL_C, "Every level C module that is asked of them"),
            *(SelectChoice(str(number), f"{code} {title}") for number, code, title in modules),
        ]

    def validate_number(self, field: Field) -> None:
        if field.data is not None and not 0 < field.data <= MOST:
            raise ValidationError(f"Type a number from 1 to {MOST}")

    @property
    def wanted(self) -> Wanted:
        """What was said, once the form is valid."""
        of_level = self.what.data == LEVEL_C
        return Wanted(
            team_id=int(self.team.data),
            module_id=None if of_level else int(self.what.data),
            level="C" if of_level else "",
            number=self.number.data or 1,
            why=one_line(self.why.data),
        )
