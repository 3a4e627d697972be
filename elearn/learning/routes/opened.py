"""A learner's own try under way, as its pages read it."""

from dataclasses import dataclass

from flask import abort

from elearn.content.document import ModuleDocument
from elearn.content.items import Item
from elearn.content.queries import document
from elearn.domain.quiz import DrawnItem
from elearn.extensions import db
from elearn.learning.actions.handing_in import unfinished
from elearn.learning.queries import attempts as queries
from elearn.learning.queries.attempts import AttemptRow, Given
from elearn.learning.routes.feature import me
from elearn.learning.routes.tongue import of_attempt
from elearn.learning.words import Tongue
from elearn.web.languages import say


@dataclass(frozen=True, slots=True)
class OpenTry:
    """What was drawn, the text of it, the answers so far."""

    row: AttemptRow
    text: ModuleDocument
    answers: dict[str, Given]

    @property
    def missing(self) -> tuple[int, ...]:
        return unfinished(self.row, self.text, self.answers)

    @property
    def title(self) -> str:
        return (
            self.text.title if self.text.is_check else say("Quiz: %(title)s", title=self.text.title)
        )

    @property
    def kicker(self) -> str:
        """What stands small above a question."""
        return (
            self.text.title if self.text.is_check else say("%(title)s: quiz", title=self.text.title)
        )

    @property
    def tongue(self) -> Tongue:
        """The language in which it is asked."""
        return of_attempt(self.text, self.row.language)

    @property
    def places(self) -> range:
        """The numbers of its questions, from 1."""
        return range(1, len(self.row.drawn) + 1)

    def at(self, place: int) -> tuple[DrawnItem, Item, Given | None]:
        drawn = self.row.drawn[place - 1]
        return drawn, self.text.items_by_key[drawn.key], self.answers.get(drawn.key)

    def has(self, place: int | None) -> bool:
        return place is not None and place in self.places


def own_attempt(public_id: str) -> AttemptRow:
    """The learner's own attempt of that id; anybody else's is a page that does not exist."""
    return queries.attempt(db.session(), person_id=me(), public_id=public_id) or abort(404)


def read(row: AttemptRow) -> OpenTry:
    """The try with its text and answers."""
    return OpenTry(
        row,
        document(db.session(), row.version_id, row.digest).told_in(row.language),
        queries.given(db.session(), attempt_id=row.id),
    )


def read_again(under_way: OpenTry) -> OpenTry:
    """The try as it is after something was saved in this request."""
    return read(own_attempt(under_way.row.public_id))
