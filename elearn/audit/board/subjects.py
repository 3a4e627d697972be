"""What the coordinator is asked for the annual report, and how it is printed."""

from dataclasses import dataclass
from datetime import date

from elearn.domain.dates import uk_date

NOT_SAID = "Not said."


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that no record of this service holds, and what to say of it."""

    key: str
    title: str
    hint: str


SUBJECTS = (
    Subject(
        "reach",
        "Anti-Slavery Day, besides the record",
        "People reached by stands, campaigns and other services’ training around 18 October.",
    ),
    Subject(
        "staffing",
        "Staffing",
        "Posts that carry the partnership’s training, in full-time equivalents, and vacancies.",
    ),
    Subject("finance", "Finance", "What training cost in the year, and who paid for it."),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a subject: a figure and words, either of which may be blank, who said it,
    and on which day."""

    figure: str
    words: str
    source: str
    on: date

    def printed(self) -> str:
        """With its source and day.

        >>> Said("1.5 posts", "One is vacant.", "Head of service", date(2026, 10, 1)).printed()
        '1.5 posts. One is vacant. Source: Head of service, 1 October 2026.'
        """
        parts = [f"{one.rstrip('.')}." for one in (self.figure, self.words) if one]
        return " ".join([*parts, f"Source: {self.source}, {uk_date(self.on)}."])
