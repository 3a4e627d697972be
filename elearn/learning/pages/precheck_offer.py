"""The pre-check as a module's front page offers it."""

from dataclasses import dataclass
from datetime import date

from elearn.content.document import ModuleDocument
from elearn.domain.dates import london_today
from elearn.learning.precheck import Case, State, again_on, last_taken, state_of
from elearn.learning.tries import Try
from elearn.web.languages import long_day, say


@dataclass(frozen=True, slots=True)
class PrecheckOffer:
    """The pre-check on a module's front page; ``result`` is the address of the one taken."""

    state: State
    questions: int
    taken: str
    again: str
    result: str

    @property
    def action(self) -> str:
        """The words of the button, blank where there is nothing to press."""
        words = {
            State.OPEN: say("Start the pre-check"),
            State.BEGUN: say("Carry on with the pre-check"),
        }
        return words.get(self.state, "")


def precheck_offer(case: Case, document: ModuleDocument, today: date) -> PrecheckOffer | None:
    """What the front page says, if anything."""
    state = state_of(case, today)
    if state is State.NOT_OFFERED:
        return None
    last, again = (last_taken(case), again_on(case)) if state is State.TAKEN else (None, None)
    return PrecheckOffer(
        state=state,
        questions=document.quiz_length,
        taken=_taken(last),
        again=long_day(again) if again else "",
        result=f"/learn/attempts/{last.public_id}/result" if last else "",
    )


def _taken(last: Try | None) -> str:
    if last is None or last.submitted_at is None:
        return ""
    return long_day(london_today(last.submitted_at))
