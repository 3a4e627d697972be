"""The page on which the coordinator says what the annual report prints besides the edition."""

from dataclasses import dataclass

from wtforms import Field

from elearn.audit.board.forms import BoardForm
from elearn.audit.board.subjects import SUBJECTS
from elearn.audit.queries.editions import Edition


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The subjects with the fields of each."""

    edition: Edition
    form: BoardForm
    subjects: tuple[tuple[str, tuple[Field, ...]], ...]
    title: str = "What the record does not hold"


def board_page(edition: Edition, form: BoardForm) -> BoardPage:
    """The form by subjects."""
    return BoardPage(edition, form, tuple((one.title, form.fields_of(one)) for one in SUBJECTS))
