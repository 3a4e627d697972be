"""The register: what people learnt, answered and said of it."""

from elearn.privacy.entry import Basis, Entry
from elearn.privacy.policy import WITH_THE_PERSON
from elearn.privacy.register.people import FIGURES, PERSON, SECRET, THE_PERSON, THEIR_LEADS

AS_COUNTS = "the person; others as counts only"


def _record(table: str, why: str, keep: str, seen: str = THEIR_LEADS, **more: str) -> Entry:
    """A line of the training record: kept, as past figures rest on it."""
    return Entry(
        table, PERSON, why, Basis.DUTY, "leavers", seen, keep=keep, because=FIGURES,
        by=more.get("by", "person_id"),
    )  # fmt: skip


TRAINING = (
    _record("attempt", "To mark a quiz, and to show it to the person again",
            "id public_id person_id module_id version_id kind number first draw started_at "
            "submitted_at score out_of passed saves language", AS_COUNTS),
    Entry(
        "answer", PERSON, "To mark a quiz, to help the person learn, to count hard topics",
        Basis.TASK, "answers", AS_COUNTS, by="attempt_id", of=("attempt", "person_id"),
        empty="choice",
        keep="id attempt_id item_id confidence correct credit answered_at saved_as page_key turn",
        because="audits count answers and must be able to count them again; of what was ticked "
        "the choice stays, of what was typed nothing",
    ),
    _record("completion", "To show that somebody is trained",
            "id person_id module_id version_id attempt_id completed_on grade again source "
            "recorded_at"),
    Entry(
        "revocation", PERSON, "To take a completion out of the reckoning, with the reason",
        Basis.DUTY, "leavers", THEIR_LEADS, by="completion_id", of=("completion", "person_id"),
        keep="completion_id revoked_on reason recorded_at", because=FIGURES,
    ),
    _record("holding", "To know at once whether somebody is in date",
            "person_id module_id completion_id completed_on grade"),
    Entry(
        "certificate", PERSON, "So that others can check a certificate by its code",
        Basis.TASK, "leavers", "the person; whoever has the code sees initials, course and date",
        by="completion_id", of=("completion", "person_id"), keep="completion_id code issued_at",
        because="a code shown to somebody must still answer; the name it gives is the pseudonym",
    ),
    _record("page_seen", "To go on where somebody stopped",
            "id person_id version_id page seen_at", AS_COUNTS),
    Entry(
        "scenario_choice", PERSON, "To show where a scenario led, to count what is chosen",
        Basis.TASK, "walks", AS_COUNTS,
        delete="id person_id version_id page walk step node choice tag chosen_at",
    ),
    _record("change_read", "To know who has read of a change in the law",
            "id person_id version_id read_at right out_of", AS_COUNTS),
    Entry(
        "module_feedback", PERSON, "To make the training better", Basis.TASK, "comments",
        "the person; the partnership sees counts, and words without a name",
        empty="comment",
        keep="id person_id module_id version_id useful clear change pledge answered_on",
        because=FIGURES,
    ),
    _record("module_use", "To know whether training is used",
            "id person_id module_id completed_on used answered_on", AS_COUNTS),
    Entry(
        "spaced_check", PERSON, "To ask five questions months later", Basis.TASK, "leavers",
        AS_COUNTS, pseudonym="secret_hash",
        keep="id person_id module_id version_id completion_id after_months due_on draw letter_id "
        "written_at expires_at used_at attempt_id",
        because=FIGURES, hidden={"secret_hash": SECRET},
    ),
    Entry(
        "spaced_stop", PERSON, "So that nobody is asked who does not want to be", Basis.TASK,
        WITH_THE_PERSON, THE_PERSON, delete="id person_id stopped_at",
    ),
    Entry(
        "evidence_file", PERSON, "To accept training done elsewhere", Basis.DUTY, "certificates",
        THEIR_LEADS, empty="course_name provider sha256 content reason",
        keep="id public_id person_id course_id done_on mime size state sent_at", because=FIGURES,
    ),
    _record("outside_training", "To count training done elsewhere",
            "id person_id course_id module_id equivalence_id done_on grade file_id import_id "
            "completion_id recorded_at ended_on"),
    Entry(
        "imported_line", PERSON, "To know which line of a file a completion comes from",
        Basis.DUTY, "leavers", THEIR_LEADS, empty="evidence",
        keep="id import_id line person_id module_id done_on completion_id training_id",
        because=FIGURES,
    ),
    Entry(
        "briefing_attendance", PERSON, "To put a briefing on the record of who was there",
        Basis.DUTY, "leavers", THEIR_LEADS,
        keep="id briefing_id person_id way secret_hash has_answered arrived_at completion_id",
        because=FIGURES + "; the secret is emptied when the room shuts",
        hidden={"secret_hash": SECRET},
    ),
    Entry(
        "briefing_attendance", "guests of a briefing",
        "To know how many came, and to send a list to their own employer", Basis.TASK, "guests",
        "whoever runs the briefing", by="", part="as a guest", keep="guest_name",
        because="nothing leads from an account to it; it is emptied when the room shuts",
        hidden={"guest_name": "a guest has no account here"},
    ),
    Entry(
        "survey_mark", "whoever answers the staff survey", "So that each person counts once",
        Basis.TASK, "marks", "nobody: the service alone", by="", keep="survey_id mark",
        because="a keyed hash that leads to nobody, and gone when the survey ends",
        hidden=dict.fromkeys(("survey_id", "mark"), "a keyed hash: nothing leads to a person"),
    ),
)  # fmt: skip
