"""The form of a withdrawal: why."""

from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from elearn.domain.identity import IdentityError, clean_name

LONGEST_REASON = 1000
GIVE_ONE = "Give a reason"


class WithdrawForm(FlaskForm):
    """Why a certificate is withdrawn; the holder reads it."""

    reason = TextAreaField(
        "Why it is withdrawn",
        description="The holder reads this, on their page and in a letter. The public check does "
        "not show it.",
        validators=[
            InputRequired(GIVE_ONE),
            Length(max=LONGEST_REASON, message=f"Use at most {LONGEST_REASON} letters"),
        ],
    )

    def validate_reason(self, _field: TextAreaField) -> None:
        if not self.words:
            raise ValidationError(GIVE_ONE)

    @property
    def words(self) -> str:
        """The reason line by line, with nothing invisible; "" where there is none."""
        lines = (_visible(line) for line in (self.reason.data or "").splitlines())
        return "\n".join(line for line in lines if line)


def _visible(line: str) -> str:
    """A line of at most 200 letters; what no line of text can be is none."""
    words = line.split()
    try:
        return " ".join(clean_name(word[:200]) for word in words if _has_letters(word))
    except IdentityError:
        return ""


def _has_letters(word: str) -> bool:
    return any(sign.isprintable() and not sign.isspace() for sign in word)
