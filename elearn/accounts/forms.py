"""The forms of the accounts pages: shape and wording of what is typed."""

from collections.abc import Iterable
from typing import Protocol

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from elearn.domain.identity import (
    LONGEST_NAME,
    IdentityError,
    canonical_email,
    canonical_username,
    clean_name,
)
from elearn.domain.join_codes import LONGEST_TYPED, JoinCodeError, canonical_code
from elearn.domain.passwords import LONGEST
from elearn.web.languages import N_

NEW_PASSWORD_HINT = N_(
    "At least 12 characters. Three random words are strong and "
    "easy to remember. You may paste it from a password manager.",
)


class Offered(Protocol):
    """Something to choose from."""

    @property
    def value(self) -> str: ...

    @property
    def name(self) -> str: ...


TOO_LONG = N_("Use at most 256 characters.")


def email_field(
    label: str = N_("E-mail address"),
    *,
    missing: str = N_("Type your e-mail address"),
    too_long: str = N_("This e-mail address is too long"),
) -> StringField:
    return StringField(
        label,
        validators=[InputRequired(missing), Length(max=254, message=too_long)],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class SignInForm(FlaskForm):
    """Anything may be typed: a mistyped address is answered like a wrong password. Whoever has no
    address types the user name they chose with their slip."""

    email = email_field(
        N_("E-mail address or user name"),
        missing=N_("Type your e-mail address or user name"),
        too_long=N_("This e-mail address or user name is too long"),
    )
    password = PasswordField(
        N_("Password"),
        validators=[InputRequired(N_("Type your password")), Length(max=LONGEST, message=TOO_LONG)],
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


class MailedForm(ForgotPasswordForm):
    """Where a link goes by letter, and the page that was wanted."""

    next = HiddenField()


class RegisterForm(ForgotPasswordForm):
    """Who asks for an account."""

    name = StringField(
        N_("Full name"),
        description=N_("As your agency writes it."),
        validators=[
            InputRequired(N_("Type your name")),
            Length(max=LONGEST_NAME, message=N_("This name is too long")),
        ],
        render_kw={"autocomplete": "name"},
    )
    email = email_field(N_("Work e-mail address"), missing=N_("Type your work e-mail address"))

    def validate_name(self, field: StringField) -> None:
        try:
            clean_name(field.data or "")
        except IdentityError as error:
            raise ValidationError(str(error)) from error


class WorkForm(FlaskForm):
    """What somebody does, at the agency that was chosen before."""

    role = SelectField(N_("Your role"), validators=[InputRequired(N_("Choose your role"))])
    team = SelectField(N_("Your team"))

    def offer(self, roles: Iterable[Offered], teams: Iterable[Offered]) -> None:
        """Fill the lists of what may be chosen."""
        shown = [(one.value, one.name) for one in roles]
        self.role.choices = [("", N_("Choose your role")), *shown]
        more = [(one.value, one.name) for one in teams]
        self.team.choices = [("", N_("No team, or I do not know")), *more]


class IdentityForm(FlaskForm):
    """Which joined account is taken away."""

    identity = HiddenField(validators=[Regexp("^[1-9][0-9]{0,8}$")])


class NewPasswordForm(FlaskForm):
    """``wanted`` is the user name that is chosen with it, empty where none is."""

    wanted = ""

    new_password = PasswordField(
        N_("New password"),
        description=NEW_PASSWORD_HINT,
        validators=[
            InputRequired(N_("Type a new password")),
            Length(max=LONGEST, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class UserNameForm(NewPasswordForm):
    """What somebody without an address signs in with."""

    username = StringField(
        N_("User name"),
        description=N_(
            "You sign in with it. Letters a to z and digits, with a dot or a hyphen "
            "in between. Change it if you like, and write it down."
        ),
        validators=[
            InputRequired(N_("Type a user name")),
            Length(max=254, message=N_("This user name is too long")),
        ],
        render_kw={"autocomplete": "username"},
    )

    def validate_username(self, field: StringField) -> None:
        try:
            self.wanted = canonical_username(field.data or "")
        except IdentityError as error:
            raise ValidationError(str(error)) from error


class JoinForm(FlaskForm):
    code = StringField(
        N_("Code"),
        description=N_("Eight letters and digits. It does not matter whether you type the hyphen."),
        validators=[
            InputRequired(N_("Type the code on your slip")),
            Length(max=LONGEST_TYPED, message=N_("This code is too long")),
        ],
        render_kw={"autocomplete": "off"},
    )

    def validate_code(self, field: StringField) -> None:
        try:
            canonical_code(field.data or "")
        except JoinCodeError as error:
            raise ValidationError(str(error)) from error


class ChangePasswordForm(NewPasswordForm):
    """The old password shows that it is still the same person at the keyboard."""

    field_order = ("old_password", "new_password")

    old_password = PasswordField(
        N_("The password you have now"),
        validators=[
            InputRequired(N_("Type the password you have now")),
            Length(max=LONGEST, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "current-password"},
    )


class EndSessionForm(FlaskForm):
    handle = HiddenField(validators=[InputRequired(N_("Choose which browser to sign out"))])


class LanguageForm(FlaskForm):
    """The language of pages: one that there is, or what the browser asks for."""

    language = SelectField(
        N_("Language of the pages"),
        description=N_("Some pages are in English only. Certificates are always in English."),
    )

    def offer(self, languages: tuple[tuple[str, str], ...]) -> None:
        """Fill the list, (code, own name)."""
        self.language.choices = [("", N_("As my browser asks")), *languages]


class OneButtonForm(FlaskForm):
    """A form that is one button. The token is all it carries."""
