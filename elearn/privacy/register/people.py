"""The register: who people are, how they get in, and letters to them."""

from elearn.privacy.entry import Basis, Entry
from elearn.privacy.policy import IN_MINUTES, WHILE_IT_RUNS, WITH_THE_PERSON

THEIR_LEADS = "the person; leads of their agency or team; administrators who run accounts"
NOBODY = "nobody: the service alone"
THE_PERSON = "the person"
SECRET = "of use to a thief, of none to the person"  # noqa: S105 - the reason, not a secret
FIGURES = "a past figure rests on it, and what it names is a pseudonym"
PERSON = "whoever works for a partner agency, or runs the service"


def _access(table: str, why: str, kept: str, columns: str, *, hidden: str = "") -> Entry:
    """What lets somebody in: theirs alone, and gone with them."""
    return Entry(
        table, PERSON, why, Basis.SECURITY, kept, THE_PERSON,
        delete=columns, hidden=dict.fromkeys(hidden.split(), SECRET),
    )  # fmt: skip


WHO = (
    Entry(
        "person", PERSON, "To know who must learn what, to let them in and to write to them",
        Basis.TASK, "leavers", THEIR_LEADS, by="id",
        pseudonym="public_id full_name", empty="email username manager_email language",
        keep="id status created_at", because=FIGURES,
    ),
    Entry(
        "staff_number", PERSON, "To match the agency's roster with the person", Basis.TASK,
        "leavers", THEIR_LEADS, pseudonym="value", keep="id person_id agency_id", because=FIGURES,
    ),
    Entry(
        "posting", PERSON, "To know what their work asks of them, from when to when", Basis.TASK,
        "leavers", THEIR_LEADS, keep="id person_id agency_id team_id role_id start end",
        because=FIGURES,
    ),
    Entry(
        "absence", PERSON, "So that nobody counts as overdue while away (dates, never a reason)",
        Basis.TASK, "leavers", THEIR_LEADS, keep="id person_id agency_id start end",
        because=FIGURES,
    ),
    Entry(
        "grant_of_role", PERSON, "To know what somebody may do here, and since when",
        Basis.SECURITY, WHILE_IT_RUNS, THEIR_LEADS,
        keep="id person_id role agency_id team_id granted_at revoked_at ends_on",
        because="who could do what, when, must stay answerable; it names a pseudonym",
    ),
    Entry(
        "posting_offer", PERSON, "To ask somebody before a second agency lists them", Basis.TASK,
        "links", THEIR_LEADS,
        delete="id secret_hash agency_id person_id team_id role_id staff_number start created_at "
        "expires_at answered_at accepted",
        hidden={"secret_hash": SECRET},
    ),
    Entry(
        "person_merge", PERSON, "To put two records of one person together, and apart again",
        Basis.TASK, "leavers", THEIR_LEADS, by="kept_id merged_id", empty="moved",
        keep="id agency_id kept_id merged_id at undone_at", because=FIGURES,
    ),
    Entry(
        "registration", "whoever asks for an account",
        "To answer the request, by the agency that is named in it", Basis.TASK, "registrations",
        "the person; leads of the agency they name",
        delete="id secret_hash full_name email asked_at expires_at proved_at agency_id team_id "
        "role_id decided_at approved person_id",
        hidden={"secret_hash": SECRET},
    ),
    Entry(
        "roster_change", PERSON, "To show what a roster import changed, and to undo it",
        Basis.TASK, "rosters", THEIR_LEADS, empty="before after",
        keep="id import_id line fate person_id", because="it counts what an import did",
    ),
)  # fmt: skip

ACCESS = (
    _access("password", "To let the person in, and nobody else", WITH_THE_PERSON,
            "person_id hash changed_at", hidden="hash"),
    _access("sign_in_session", "To keep somebody signed in, and to show them where", "sessions",
            "secret_hash person_id created_at expires_at ended_at browser method proved_at "
            "strong_at", hidden="secret_hash"),
    _access("single_use_link", "To let somebody choose a password", "links",
            "id kind secret_hash person_id created_at expires_at used_at", hidden="secret_hash"),
    _access("mailed_link", "To sign in by a link in a letter", "links",
            "id secret_hash person_id browser_hash goes_to created_at expires_at used_at",
            hidden="secret_hash browser_hash"),
    _access("identity", "To sign in with the agency's own sign-in service", WITH_THE_PERSON,
            "id person_id issuer subject label joined_at"),
    _access("authenticator_app", "To ask for a second thing at sign-in", WITH_THE_PERSON,
            "person_id secret last_step created_at", hidden="secret last_step"),
    _access("passkey", "To ask for a second thing at sign-in", WITH_THE_PERSON,
            "id person_id credential_id public_key sign_count name created_at used_at",
            hidden="credential_id public_key"),
    _access("recovery_code", "To get in when the second thing is lost", WITH_THE_PERSON,
            "id person_id secret_hash created_at used_at", hidden="secret_hash"),
    _access("pending_sign_in", "To wait for the second thing at sign-in", IN_MINUTES,
            "secret_hash person_id method created_at expires_at", hidden="secret_hash"),
    _access("known_browser", "To tell somebody of a sign-in from a new browser", WITH_THE_PERSON,
            "id person_id secret_hash created_at seen_at", hidden="secret_hash"),
    Entry(
        "failed_sign_in", "whoever tries to sign in", "To slow down who guesses passwords",
        Basis.SECURITY, "tries", NOBODY, by="", keep="id account_key address_key at",
        because="keyed hashes that lead to nobody, and gone within days",
        hidden=dict.fromkeys(
            ("id", "account_key", "address_key", "at"), "a keyed hash: nothing leads to a person"
        ),
    ),
    Entry(
        "erasure", "whoever was erased", "To erase them again when an older backup comes back",
        Basis.DUTY, "erasures", NOBODY, by="", keep="id token erased_at",
        because="a random token that finds a record in an older backup only",
        hidden=dict.fromkeys(("id", "token", "erased_at"), "nobody is left whom it could be given"),
    ),
)  # fmt: skip

LETTERS = (
    Entry(
        "letter", PERSON, "To send what the service writes, and to know what did not arrive",
        Basis.TASK, "letters", "the person; administrators (not the text)",
        pseudonym="recipient", empty="subject body answer",
        keep="id key person_id message_id state tries not_before leased_until created_at sent_at",
        because="that a letter was sent, of which kind and when, holds no name",
    ),
    Entry(
        "reminder_item", PERSON, "So that nobody is reminded twice of the same", Basis.TASK,
        "leavers", THEIR_LEADS,
        keep="id letter_id chase_id person_id agency_id module_id due_on rule told_on",
        because="it counts reminders by number",
    ),
    Entry(
        "reminder_letter", PERSON, "To know which letter reminded for which agency", Basis.TASK,
        "leavers", THEIR_LEADS, by="letter_id", of=("letter", "person_id"),
        keep="letter_id agency_id kind chase_id", because="it counts reminders by number",
    ),
    Entry(
        "reminder_choice", PERSON, "To write only what the person wants to hear", Basis.TASK,
        WITH_THE_PERSON, THE_PERSON, delete="id person_id extra monday changed_at",
    ),
    Entry(
        "undelivered_address", PERSON, "To see that an address does not work", Basis.TASK,
        "until a letter arrives", THEIR_LEADS, delete="id person_id address answer since",
    ),
    Entry(
        "saved_view", PERSON, "To open a list again as somebody left it", Basis.TASK,
        WITH_THE_PERSON, THE_PERSON,
        delete="id person_id agency_id name page filters created_at",
    ),
    Entry(
        "trail_entry", "whoever did something, and whoever it was done to",
        "To show what was done, by whom, and that the record was not tampered with",
        Basis.SECURITY, WHILE_IT_RUNS, "administrators",
        keep="id at actor_id action subject_kind subject_id detail previous hash",
        because="it names people by number only; the number leads to a pseudonym",
        hidden={"previous": "part of the seal", "hash": "part of the seal"},
    ),
)  # fmt: skip
PEOPLE = WHO + ACCESS + LETTERS
