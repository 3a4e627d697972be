"""The forms of the second step."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from elearn.accounts.second.codes import LONGEST_TYPED
from elearn.accounts.second.passkeys import LONGEST_ANSWER, LONGEST_NAME
from elearn.domain.passwords import LONGEST
from elearn.web.languages import N_

TOO_LONG = N_("This code is too long")
ANSWER = [InputRequired(N_("Your browser sent nothing. Try again.")), Length(max=LONGEST_ANSWER)]


class AppCodeForm(FlaskForm):
    code = StringField(
        N_("Code from your app"),
        description=N_("Six figures. The app shows new ones every half minute."),
        validators=[
            InputRequired(N_("Type the six figures that your app shows")),
            Length(max=LONGEST_TYPED, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class RecoveryCodeForm(FlaskForm):
    code = StringField(
        N_("Recovery code"),
        description=N_("24 letters and digits from the list you kept. Each works once."),
        validators=[
            InputRequired(N_("Type one of your recovery codes")),
            Length(max=LONGEST_TYPED, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "off"},
    )


class AgainForm(FlaskForm):
    password = PasswordField(
        N_("Your password"),
        validators=[
            InputRequired(N_("Type your password")),
            Length(max=LONGEST, message=N_("Use at most 256 characters.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class PasskeyForm(FlaskForm):
    """What a passkey answered, filled in by the script."""

    answer = HiddenField(validators=ANSWER)
    next = HiddenField(validators=[Length(max=500)])


class NewPasskeyForm(FlaskForm):
    name = StringField(
        N_("A name for this passkey"),
        description=N_("So that you know it in a list, such as: work laptop, blue key."),
        validators=[
            InputRequired(N_("Give the passkey a name")),
            Length(max=LONGEST_NAME, message=N_("Use at most 60 characters for the name")),
        ],
        render_kw={"autocomplete": "off"},
    )
    answer = HiddenField(validators=ANSWER)
