"""A return as pages and files show it: its questions with the answers of the agency, of the year
before and of the coordinator."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from elearn.domain.assessment import (
    ANSWERS,
    QUESTIONS,
    THEMES,
    Question,
    Score,
    Theme,
    band_of,
    level_of,
    theme_scores,
)
from elearn.domain.assessment.details import lines_of
from elearn.domain.coverage import Band
from elearn.domain.dates import london_today, uk_date, uk_moment
from elearn.returns.forms import HOW_SURE
from elearn.returns.queries.assessments import ActRow, AnswerRow, ModerationRow, ReturnRow
from elearn.returns.texts import paragraphs

NOT_APPLICABLE, UNANSWERED = "Does not apply", "No answer yet"
SHAPES = {Band.ON_TRACK: "good", Band.WATCH: "watch", Band.ACT: "act", Band.UNKNOWN: "unknown"}
SURE = dict(HOW_SURE)


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What is known of a return: empty for one that is not begun. ``before`` are the answers of
    the year before, if that return was signed."""

    row: ReturnRow | None = None
    answers: Mapping[int, AnswerRow] = field(default_factory=dict)
    moderations: Mapping[int, ModerationRow] = field(default_factory=dict)
    acts: tuple[ActRow, ...] = ()
    before: Mapping[int, AnswerRow] = field(default_factory=dict)
    saves: int = 0

    @property
    def is_signed(self) -> bool:
        return self.row is not None and self.row.is_signed

    @property
    def scores(self) -> dict[int, Score]:
        """The agency's own scores by question."""
        return {number: one.score for number, one in self.answers.items()}

    @property
    def moderated(self) -> dict[int, Score]:
        """The same with the coordinator's in the place of those that were moderated as they
        stand."""
        theirs = {
            number: one.score
            for number, one in self.moderations.items()
            if number in self.answers and one.answer_id == self.answers[number].answer_id
        }
        return self.scores | theirs


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question with everything that was said to it."""

    number: int
    theme: Theme
    text: str
    shape: str
    word: str
    words: str
    evidence: tuple[str, ...]
    base: str
    before: str
    moderated: str
    note: tuple[str, ...]
    moderated_base: str
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """A theme with its questions."""

    key: str
    label: str
    lines: tuple[AnswerLine, ...]


def themes(
    facts: ReturnFacts, href: Callable[[Question], str], action: Callable[[Question], str]
) -> tuple[ThemeLines, ...]:
    """Every question in its theme; an empty ``href`` gives no link."""
    return tuple(
        ThemeLines(
            theme.value,
            theme.label,
            tuple(
                answer_line(one, facts, href(one), action(one))
                for one in QUESTIONS
                if one.theme is theme
            ),
        )
        for theme in THEMES
    )


def answer_line(question: Question, facts: ReturnFacts, href: str, action: str) -> AnswerLine:
    """One question in words."""
    row = facts.answers.get(question.number)
    before = facts.before.get(question.number)
    moderation = facts.moderations.get(question.number)
    stale = moderation and row and moderation.answer_id != row.answer_id
    earlier = " It was given to an earlier answer." if stale else ""
    return AnswerLine(
        number=question.number,
        theme=question.theme,
        text=question.text,
        shape=shape_of(question, row),
        word=word_of(question, row),
        words=words_of(question, row),
        evidence=(*lines_of(row.details.items()), *paragraphs(row.evidence)) if row else (),
        base=_base(row) if row else "",
        before=f"The year before: {short(question, before)}." if before else "",
        moderated=scored(question, moderation.score) if moderation else "",
        note=paragraphs(moderation.note) if moderation else (),
        moderated_base=(
            f"{uk_moment(moderation.at)}{_by(moderation.by)}.{earlier}" if moderation else ""
        ),
        href=href,
        action=action,
    )


def shape_of(question: Question, row: AnswerRow | None) -> str:
    """The shape beside an answer; what is not scored has the ring."""
    return SHAPES[band_of(row.score)] if row and question.is_scored else "unknown"


def word_of(question: Question, row: AnswerRow | None) -> str:
    """An answer in two or three words."""
    if row is None:
        return UNANSWERED
    if row.score is None:
        return NOT_APPLICABLE
    if not question.is_scored:
        return question.words[row.score]
    return f"{row.score}: {ANSWERS[row.score]}"


def words_of(question: Question, row: AnswerRow | None) -> str:
    """What the chosen score means at this question, or why it does not apply; empty where the
    answer is in words already."""
    if row is None:
        return ""
    if row.score is None:
        return row.na_reason
    return question.words[row.score] if question.is_scored else ""


def scored(question: Question, score: Score) -> str:
    """A score with what it means there."""
    if score is None:
        return NOT_APPLICABLE.lower()
    words = question.words[score]
    return f"{score}, {words}" if question.is_scored else words


def short(question: Question, row: AnswerRow | None) -> str:
    """An answer as it stands beside another."""
    return scored(question, row.score) if row else UNANSWERED.lower()


def _base(row: AnswerRow) -> str:
    sure = f" {SURE[row.confidence]}." if row.confidence else ""
    return f"Saved {uk_moment(row.answered_at)}{_by(row.answered_by)}.{sure}"


def _by(name: str) -> str:
    return f" by {name}" if name else ""


def score_rows(facts: ReturnFacts) -> tuple[tuple[str, ...], ...]:
    """The scores by theme, as the agency gave them and after moderation."""
    own, after = theme_scores(facts.scores), theme_scores(facts.moderated)
    return tuple(
        (
            one.theme.label,
            figure(one.mean),
            level_of(one.mean),
            _rests_on(one.scored, one.not_applicable, one.missing),
            figure(other.mean) if facts.moderations else "Not moderated",
        )
        for one, other in zip(own, after, strict=True)
    )


def figure(mean: float | None) -> str:
    """A mean as it is printed.

    >>> figure(2.25), figure(None)
    ('2.3', 'Not known')
    """
    return "Not known" if mean is None else f"{mean + 1e-9:.1f}"


def _rests_on(scored_: int, not_applicable: int, missing: int) -> str:
    said = ["1 answer" if scored_ == 1 else f"{scored_} answers"]
    if not_applicable:
        verb = "does" if not_applicable == 1 else "do"
        said.append(f"{not_applicable} {verb} not apply")
    if missing:
        said.append(f"{missing} missing")
    return ", ".join(said)


def state_words(row: ReturnRow | None, answered: int) -> tuple[str, str]:
    """Shape and words of a return's state."""
    if row is None:
        return "unknown", "No return"
    if row.is_signed:
        return "good", "Signed"
    what = "Opened again" if row.state == "reopened" else "Begun"
    return "watch", f"{what}, {answered} of {len(QUESTIONS)} answered"


def signed_words(row: ReturnRow | None) -> str:
    """Who signed, and when; empty while nobody did."""
    if row is None or row.signed_at is None:
        return ""
    return f"Signed{_by(row.signed_by)} on {uk_date(london_today(row.signed_at))}"


def act_words(acts: Sequence[ActRow]) -> tuple[str, ...]:
    """Signings and openings in words, the latest first."""
    return tuple(
        f"Signed on {uk_moment(one.at)}{_by(one.by)}."
        if one.state == "signed"
        else f"Opened again on {uk_moment(one.at)}{_by(one.by)}: {one.reason}"
        for one in acts
    )
