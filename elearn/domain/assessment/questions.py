"""The 21 questions of the self-assessment (audit-method C10), with what each score means.

Every question is answered 0 to 3. Two of them tell of circumstances and not of how well an agency
does, so no score is made of them: referrals are recognition and not merit (audit-method C11,
cautions), and barriers are a wish.
"""

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    LEADERSHIP = "leadership"
    PROVISION = "provision"
    COVERAGE = "coverage"
    PRACTICE = "practice"

    @property
    def label(self) -> str:
        """The theme as pages name it.

        >>> Theme.LEADERSHIP.label
        'Leadership and policy'
        """
        return "Leadership and policy" if self is Theme.LEADERSHIP else self.value.capitalize()


THEMES = tuple(Theme)


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` say what the scores 0 to 3 mean here; ``evidence`` what to write down."""

    number: int
    theme: Theme
    text: str
    words: tuple[str, str, str, str]
    evidence: str
    is_scored: bool = True


L, V, C, P = THEMES
QUESTIONS = (
    Question(
        1, L, "Who is the senior lead for modern slavery, and who deputises?",
        ("Nobody is named", "Somebody is being found, or leads without a mandate",
         "A senior lead is appointed, without a deputy",
         "A senior lead and a deputy are appointed and staff know them"),
        "Their posts and the date of appointment. Posts, not names.",
    ),
    Question(
        2, L,
        "Is there a current modern slavery policy, or a section in the safeguarding policy, "
        "reviewed in the last 24 months?",
        ("There is none", "It is being written, or was reviewed more than 24 months ago",
         "It was reviewed in time, and does not yet cover everything",
         "It was reviewed in the last 24 months and covers adults, children and referral"),
        "The date of the review and where the policy can be read.",
    ),
    Question(
        3, L, "Is there a single point of contact or specialist for advice, and at what hours?",
        ("There is none", "One is planned, or advice depends on who is in",
         "There is one in office hours", "There is one, with cover out of hours"),
        "The post or mailbox, and the hours.",
    ),
    Question(
        4, L,
        "Has modern slavery been in the risk register, the business plan or on a board agenda in "
        "the last year?",
        ("It has not", "It is planned for the next year", "It has been in one of them",
         "A board or its like has discussed it in the last year and decided something"),
        "Which, and the dates.",
    ),
    Question(
        5, V, "Is training given on its own, as part of other training, both or neither?",
        ("Neither", "It is planned, or depends on the team",
         "As part of other training only, or on its own for some",
         "On its own, and built into other training"),
        "The names of the courses.",
    ),
    Question(
        6, V, "Which types and topics does the training cover?",
        ("None", "A general introduction only", "Most types, and not all of what follows",
         "All types, and NRM and Duty to Notify, the law, interpreters, trauma and supply chains"),
        "Tick off: general; criminal, sexual and labour exploitation; domestic servitude; "
        "children; NRM and Duty to Notify; law of 2022 to 2026; culture and interpreters; trauma; "
        "supply chain.",
    ),
    Question(
        7, V, "Who wrote or checked the training, and when was it last reviewed for law?",
        ("Nobody knows", "It was written by somebody known and never reviewed for law",
         "It was reviewed for law, more than 12 months ago",
         "It was reviewed for law in the last 12 months by somebody who knows it"),
        "The writer or checker, the date and the version.",
    ),
    Question(
        8, V, "In which formats and lengths is it given at each level, and is it assessed?",
        ("No training is given", "One format for everybody, not assessed",
         "Formats differ by level, and some are assessed",
         "Format and length fit each level, and understanding is assessed"),
        "For each level: e-learning, live, webinar or briefing; minutes; assessed or not.",
    ),
    Question(
        9, V, "Is it open to all, including agency, bank, contracted and volunteer staff?",
        ("It is not", "To employees only", "To some of the others",
         "To everybody who works for us, and they take it"),
        "Who can take it, and how they get in.",
    ),
    Question(
        10, V, "Are survivors or specialist charities involved in its design?",
        ("They are not", "A first conversation is planned or held",
         "They were asked about parts of it", "They take part in design and review"),
        "Which organisations, and when. Never the name of a survivor.",
    ),
    Question(
        11, C, "Is the in-scope headcount of each role at the census date known, and how counted?",
        ("It is not known", "It is estimated", "It is counted for most roles",
         "It is counted for every role, from a system or signed by a manager"),
        "How and when it was counted. The numbers go under Headcount.",
    ),
    Question(
        12, C,
        "Is it known how many people in each role completed training in the last 24 months, and "
        "in the last 12?",
        ("It is not known", "It is estimated", "It is known for most roles",
         "It is known for every role, from records"),
        "Where the records are.",
    ),
    Question(
        13, C,
        "Which refresher interval is set, who chases overdue staff, and what happens if they do "
        "not attend?",
        ("No interval is set", "One is set, and nobody chases",
         "One is set and somebody chases", "People are chased, and not attending has consequences"),
        "The interval, the post that chases, the last time somebody did.",
    ),
    Question(
        14, C, "How are starters trained in 60 or 90 days, and absent staff on their return?",
        ("They are not", "It is left to each manager", "Starters are, people who return are not",
         "Both are, and somebody checks it"),
        "How it is checked, and the latest result.",
    ),
    Question(
        15, P, "Are staff told how to report, with route cards for out of hours?",
        ("They are not", "Cards are being made", "Some staff have been told, or by day only",
         "All staff have been told and have a card for any hour"),
        "Where the card is, and its date.",
    ),
    Question(
        16, P,
        "If you are a First Responder or a section 52 body: how many named people can complete an "
        "NRM referral or a Duty to Notify, when were they last trained, and who checks quality?",
        ("Nobody is named", "People are named and not trained",
         "Trained people are named, and quality is not checked",
         "Trained people are named for any hour, and quality is checked"),
        "How many, when they were last trained, which post checks. No names.",
    ),
    Question(
        17, P, "How many NRM and Duty to Notify reports did you make in the last 12 months?",
        ("None", "1 to 4", "5 to 9", "10 or more"),
        "The exact number if you agree to share it. Nothing about a case.", is_scored=False,
    ),
    Question(
        18, P,
        "Is there an interpreter contract that bars the use of companions, and a private space?",
        ("There is neither", "One of the two is being arranged", "There is one of the two",
         "There are both, and staff use them"),
        "The contract and where the space is.",
    ),
    Question(
        19, P,
        "How do you check that learning is used: supervision, dip sample, case audit, learning "
        "review?",
        ("We do not", "It is planned", "Now and then, in one of these ways",
         "Regularly, and something changed because of it"),
        "The last example and its date. Nothing that could point at a person.",
    ),
    Question(
        20, P,
        "Do you publish a section 54 statement, and do buyers have training?",
        ("Neither", "One of the two is being prepared",
         "One of the two, or an earlier year’s statement",
         "A current statement in the registry, and trained buyers"),
        "The date of the statement, its place in the registry, the buyers’ course.",
    ),
    Question(
        21, P,
        "Which barriers are there, and which help do you want from the partnership?",
        ("They stop most training", "They stop some of it", "They slow it down",
         "There is none that matters"),
        "Time, money, access, content or something else; and the help you want.", is_scored=False,
    ),
)  # fmt: skip
_BY_NUMBER = {one.number: one for one in QUESTIONS}


def question(number: int) -> Question | None:
    """The question of that number.

    >>> question(17).is_scored, question(22) is None
    (False, True)
    """
    return _BY_NUMBER.get(number)
