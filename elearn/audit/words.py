"""The words of the audit: what its terms mean, what to beware of, how figures are spelled."""

from elearn.audit.shown import NO_RETURN, CoverageRow
from elearn.domain.coverage import Band, RuleSet

HIDDEN = "hidden"
NOT_KNOWN = "not known"
NOT_ASKED = "not asked"
NOT_COUNTED = "not counted"  # in editions frozen before somebody counted it
STATES = {
    Band.ON_TRACK: "good",
    Band.WATCH: "watch",
    Band.ACT: "act",
    Band.UNKNOWN: "unknown",
}
RETURNED = {
    "roster": "Person list",
    "headcount": "Headcount only",
    "mixed": "Person list and headcount",
    "none": "No return",
}
LEVELS = {"A": "Level A, awareness", "B": "Level B, recognise and respond", "C": "Level C, first "
          "responder and specialist"}  # fmt: skip

CAUTIONS = (
    "Being registered, or having finished a module, is not the same as being able to do it.",
    (
        "Coverage counts everybody in scope, so it has no sampling error. The interval beside it "
        "is for comparing agencies only."
    ),
    "Knowledge is that of the people who were assessed. They were not drawn at random.",
    "Totals that an agency declared without names are shown apart and never decide a band.",
    "Small numbers are hidden, and so are others from which they could be worked out.",
    "Agencies differ in their mix of roles. Compare the same role before you compare agencies.",
    (
        "More training often raises the number of referrals. Where the two move together, it is "
        "association and not effect."
    ),
)


def definitions(rules: RuleSet) -> tuple[tuple[str, str], ...]:
    """The terms of every report, by the rules of its edition (C3, C5, C13)."""
    share = f"{100 * rules.mastery_share:g}%"
    return (
        (
            "In scope",
            (
                "People in a post on the census date whose role needs the module by the "
                "requirement matrix of that day. Starters within their days of grace and people "
                f"absent for more than {rules.absence_days} days are left out. Where an agency "
                "gave no names for a role, its headcount is used."
            ),
        ),
        (
            "In date",
            (
                "Completed on or before the census date and not expired by it. On the day of "
                f"expiry it has expired. Due soon means that it expires within "
                f"{rules.due_soon_days} days; those people are in date too."
            ),
        ),
        (
            "Since the last change",
            (
                "Of the people in date, those who passed the module as it stands since its last "
                "material change or read what changed and answered its questions; where it never "
                "changed, all of them. Training done elsewhere counts by its day."
            ),
        ),
        (
            "Counting",
            (
                "Once per role in a cell of agency, role and module; once in an agency's module; "
                "once per required module in an agency's total; once per agency in the "
                "partnership. So totals are not always the sums of their cells. Where one person "
                "holds two roles in an agency, the shorter refresher interval decides."
            ),
        ),
        (
            "Assessed",
            (
                f"Answered at least {rules.mastery_items} questions of the topic at first attempts "
                f"in the {rules.knowledge_months} months up to the census date."
            ),
        ),
        (
            "Mastered",
            f"Assessed, at least {share} right, and no safety-critical question wrong.",
        ),
        (
            "Sure but wrong",
            (
                "The share of answers given with confidence 4 or 5 of 5 that were wrong: the best "
                "early warning of unsafe practice."
            ),
        ),
        (
            "Declared",
            (
                "A total of trained people that an agency gave without names. It makes a range: "
                "from all of them being counted already to none of them."
            ),
        ),
        (
            "Grade of a headcount",
            (
                f"A: person list or HR count not older than {rules.list_days} days. B: signed "
                f"manager's count not older than {rules.manager_days} days. C: older, or an "
                "estimate. D: nothing came, so the figure is not known."
            ),
        ),
        (
            "Band",
            (
                f"On track from {rules.coverage_on_track:g}% ({rules.level_c_on_track:g}% for "
                f"level C modules), Watch from {rules.coverage_watch:g}% "
                f"({rules.level_c_watch:g}%), Act below. Too few to say under {rules.min_base} "
                "people."
            ),
        ),
        (
            "Hidden",
            (
                f"Inside the partnership counts of 1 to {rules.partnership_hidden_to} people, "
                f"shares of fewer than {rules.min_base}, and whatever would give them away. In "
                f"public, counts of 1 to {rules.public_hidden_to} are hidden and the rest is "
                f"rounded to {rules.public_round_to}."
            ),
        ),
        (
            "Why hidden",
            (
                "Fewer than a number: the count, or what it is a part of, is small. Complement: "
                "few are left over. Protects another cell: it is not small, but would give one "
                "that is hidden away. Small, or protects another cell: somebody, and no more is "
                "said, because the reason itself would tell the number."
            ),
        ),
    )


def number(value: int | None, *, none: str = HIDDEN) -> str:
    """A count as people read it, or the word in its place.

    >>> number(61340), number(None)
    ('61,340', 'hidden')
    """
    return none if value is None else f"{value:,}"


def per_cent(value: float | None, *, none: str = HIDDEN) -> str:
    """A share with one decimal, or the word in its place.

    >>> per_cent(79.32), per_cent(None)
    ('79.3%', 'hidden')
    """
    return none if value is None else f"{value:.1f}%"


def missing(row: CoverageRow) -> str:
    """The word where a row of coverage has no number."""
    return NOT_KNOWN if row.note == NO_RETURN else HIDDEN


def since_words(row: CoverageRow) -> str:
    """Of those in date, how many were trained since the module's last change."""
    if row.since_change is None and not row.since_hidden and row.note != NO_RETURN:
        return NOT_COUNTED
    return number(row.since_change, none=missing(row))


def span(low: float, high: float) -> str:
    """An interval in per cent.

    >>> span(63.91, 75.4)
    '63.9 to 75.4'
    """
    return f"{low:.1f} to {high:.1f}"


def counted(count: int, one: str, many: str = "") -> str:
    """A number and its noun.

    >>> counted(1, "agency", "agencies"), counted(2, "agency", "agencies")
    ('1 agency', '2 agencies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def how_long(minutes: int) -> str:
    """A time in words.

    >>> how_long(75), how_long(271), how_long(300)
    ('75 minutes', '4 and a half hours', '5 hours')
    """
    if minutes < 90:
        return counted(minutes, "minute")
    hours, halves = divmod(round(minutes / 30), 2)
    return f"{hours} and a half hours" if halves else counted(hours, "hour")
