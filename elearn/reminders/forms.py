"""The forms of the reminder pages."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, Regexp

from elearn.web.languages import N_


class ChaseForm(FlaskForm):
    """``once`` makes pressing the button twice one chase."""

    once = HiddenField(validators=[InputRequired(), Regexp(r"[A-Za-z0-9_-]{16,64}\Z")])


class ButtonForm(FlaskForm):
    """A button and nothing else."""


class ChoiceForm(FlaskForm):
    extra = BooleanField(
        N_("Remind me again a month after something was due, and every month after that")
    )
    asked = BooleanField(
        N_("Ask me five questions some months after a module, so that I still know it")
    )
    monday = BooleanField(N_("Send me every Monday what needs me as a lead"))


class AgencyForm(FlaskForm):
    tell_managers = BooleanField(
        "Tell managers once a week which of their own people are more than 60 days overdue"
    )
