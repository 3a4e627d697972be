"""The forms of the roster pages: a file to look at, and the word to apply or undo it."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField
from wtforms.validators import Length


class UploadForm(FlaskForm):
    file = FileField(
        "The list of your people",
        description="XLSX or CSV, up to 10 MB. You see what it would do before anything changes.",
        validators=[FileRequired("Choose a file")],
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx"},
    )


class ApplyForm(FlaskForm):
    """``seen`` is the digest of what the page showed."""

    seen = HiddenField(validators=[Length(max=64)])
    confirm_leavers = BooleanField()


class UndoForm(FlaskForm):
    """Nothing but the token."""
