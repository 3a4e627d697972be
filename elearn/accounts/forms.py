"""The forms of the accounts pages: shape and wording of what is typed."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.domain.identity import IdentityError, canonical_email
from elearn.domain.passwords import LONGEST, SHORTEST

NEW_PASSWORD_HINT = (
    f"At least {SHORTEST} characters. Three random words are strong and easy to remember. "
    "You may paste it from a password manager."
)
TOO_LONG = f"Use at most {LONGEST} characters."


def email_field() -> StringField:
    return StringField(
        "E-mail address",
        validators=[
            InputRequired("Type your e-mail address"),
            Length(max=254, message="This e-mail address is too long"),
        ],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class SignInForm(FlaskForm):
    """Anything may be typed: a mistyped address is answered like a wrong password."""

    email = email_field()
    password = PasswordField(
        "Password",
        validators=[InputRequired("Type your password"), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class ForgotPasswordForm(FlaskForm):
    email = email_field()

    def validate_email(self, field: StringField) -> None:
        try:
            canonical_email(field.data or "")
        except IdentityError as error:
            raise ValidationError(str(error)) from error


class NewPasswordForm(FlaskForm):
    new_password = PasswordField(
        "New password",
        description=NEW_PASSWORD_HINT,
        validators=[InputRequired("Type a new password"), Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    """The old password shows that it is still the same person at the keyboard."""

    field_order = ("old_password", "new_password")

    old_password = PasswordField(
        "The password you have now",
        validators=[
            InputRequired("Type the password you have now"),
            Length(max=LONGEST, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class EndSessionForm(FlaskForm):
    handle = HiddenField(validators=[InputRequired("Choose which browser to sign out")])


class OneButtonForm(FlaskForm):
    """A form that is one button. The token is all it carries."""
