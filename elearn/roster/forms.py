"""The forms of the roster pages: a file to look at, how it is to be read, and the word to apply or
undo it."""

from collections.abc import Iterator, Mapping, Sequence

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField

from elearn.roster.reading import NAME_IN_TWO
from elearn.web import forms

CHOOSE_NAME = "Choose the heading of the full name, or those of first name and last name"
CHOOSE_WHO = "Choose the heading of the staff number or of the e-mail address"
CHOSEN_TWICE = "This heading is chosen twice. Choose another one"


class UploadForm(FlaskForm):
    file = FileField(
        "The list of your people",
        description="XLSX, ODS or CSV, up to 10 MB. You see what it would do before anything "
        "changes.",
        validators=[FileRequired("Choose a file")],
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx,.ods"},
    )


class FileForm(FlaskForm):
    """Nothing but the token."""


class ApplyForm(forms.ApplyForm):
    """With the word that people who stand in no line have left."""

    confirm_leavers = BooleanField()


class ColumnsForm(FlaskForm):
    """For each of our columns the heading of the file that has it, or ''."""

    staff_number = SelectField("Staff number")
    full_name = SelectField("Full name", description="Or first and last name, below.")
    first_name = SelectField("First name")
    last_name = SelectField("Last name")
    email = SelectField("E-mail address")
    team = SelectField("Team or department")
    role = SelectField("Role or job title")
    start_date = SelectField("First day here")
    end_date = SelectField("Last day here")
    manager_email = SelectField("Manager’s e-mail address")

    def __init__(self, choices: Sequence[tuple[str, str]], chosen: Mapping[str, str]) -> None:
        super().__init__(data=dict(chosen))
        for field in self.columns():
            field.choices = list(choices)

    def columns(self) -> Iterator[SelectField]:
        """The fields that stand for columns, in their order."""
        return (field for field in self if isinstance(field, SelectField))

    @property
    def chosen(self) -> dict[str, str]:
        """The heading chosen for each column that the file has."""
        return {field.name: field.data for field in self.columns() if field.data}

    def is_answered(self) -> bool:
        """Whether it was sent and says enough to read a file; else its fields say what lacks."""
        if not self.validate_on_submit():
            return False
        chosen = self.chosen
        if "full_name" not in chosen and not chosen.keys() >= {*NAME_IN_TWO}:
            self.full_name.errors = [CHOOSE_NAME]
        if "role" not in chosen:
            self.role.errors = ["Choose the heading of the role or job title"]
        if "staff_number" not in chosen and "email" not in chosen:
            self.staff_number.errors = [CHOOSE_WHO]
        headings = list(chosen.values())
        for field in self.columns():
            if field.data and headings.count(field.data) > 1:
                field.errors = [CHOSEN_TWICE]
        return not self.errors
