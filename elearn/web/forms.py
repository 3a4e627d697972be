"""The forms that pages of several features share."""

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import Length


class TokenForm(FlaskForm):
    """Nothing but the token."""


class ApplyForm(FlaskForm):
    """``seen`` is the digest of what the page showed."""

    seen = HiddenField(validators=[Length(max=64)])
