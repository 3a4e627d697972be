"""Everything the trail may tell of: each act's name, what it is about, what it may say besides.

An act that is not here, or that says something not named here, is refused by ``trail.note``: a new
one begins with a line in this table. Nothing a person typed has a place in it: numbers, days, codes
and short words of our own, so that neither a name nor an address can get into the trail.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COUNTED = "*"  # further keys whose values are whole numbers: how many lines of each fate
OURS = "~"  # after a key: its value is a sentence that this service made of figures
WORD = re.compile(r"[\w.:+/=-]{0,100}", re.ASCII)


class UndeclaredActError(ValueError):
    """An entry of a shape that the table does not know."""


@dataclass(frozen=True, slots=True)
class Act:
    """``said`` follows a name, as in "Ada Min took a role back"."""

    subject: str
    said: str
    keys: frozenset[str]


def _act(subject: str, said: str, keys: str = "") -> Act:
    return Act(subject, said, frozenset(keys.split()))


ACTS: dict[str, Act] = {
    # Getting in and out
    "signed-in": _act("person", "signed in", "by second"),
    "second-step-asked": _act("person", "was asked for a second step"),
    "shown-again": _act("person", "showed again that it is them"),
    "app-added": _act("person", "set up an authenticator app"),
    "app-removed": _act("person", "took off an authenticator app"),
    "passkey-added": _act("person", "added a passkey"),
    "passkey-removed": _act("person", "took off a passkey"),
    "codes-made": _act("person", "made new recovery codes"),
    "second-step-taken-off": _act("person", "took off somebody's second step"),
    "keys-rotated": _act("service", "encrypted secrets anew", "done lost"),
    "signed-out": _act("person", "signed out"),
    "session-ended": _act("person", "signed another browser out"),
    "sessions-ended": _act("person", "signed somebody out everywhere", "ended"),
    "password-reset-asked": _act("person", "asked for a new password"),
    "password-changed": _act("person", "changed a password"),
    "sign-in-link-asked": _act("person", "asked for a link to sign in"),
    "sign-in-link-stopped": _act("person", "stopped a link to sign in"),
    "identity.joined": _act("person", "joined an account elsewhere to theirs"),
    "identity.removed": _act("person", "took a joined account elsewhere away"),
    "registration.asked": _act("registration", "asked for an account"),
    "registration.known": _act("person", "asked for an account and has one"),
    "registration.sent": _act("registration", "said where they work"),
    "registration.approved": _act("registration", "said yes to a request for an account", "agency"),
    "registration.refused": _act("registration", "refused a request for an account", "agency"),
    "domain.added": _act("domain", "added an e-mail domain of an agency", "agency"),
    "domain.removed": _act("domain", "took an e-mail domain of an agency away", "agency"),
    "language-chosen": _act("person", "chose a language"),
    # Accounts and roles
    "invited": _act("person", "invited somebody"),
    "person-created": _act("person", "put somebody on file"),
    "role-granted": _act("person", "gave a role", "role agency team until"),
    "role-revoked": _act("person", "took a role back", "role agency team until"),
    "suspended": _act("person", "suspended an account"),
    "let-back-in": _act("person", "lifted a suspension"),
    "erased": _act("person", "erased somebody", COUNTED),
    "erased again": _act("restore", "erased people again after a restore", "records"),
    "data-exported": _act("person", "took everything held on somebody", COUNTED),
    "codes.made": _act("agency", "printed sign-in codes", "people"),
    # Taking out and looking through
    "file.taken": _act("file", "took a file", "kind rows agency person number"),
    "data.exported": _act("service", "took the whole record as files", "pseudonymous"),
    "breach.looked-up": _act("person", "looked up what an account reached", "from to"),
    # Running the service
    "letter.stopped": _act("letter", "stopped a letter"),
    "letter.sent-again": _act("letter", "had a letter sent again"),
    "job.tried-again": _act("job", "had a failed import tried again", "kind"),
    "trail.checked": _act("service", "had the trail checked", "broken entries"),
    "backup.made": _act("backup", "made a backup", "rows bytes encrypted handed_on"),
    "backup.restored": _act("backup", "put a backup back", "rows made_at revision erased letters"),
    "retention.set": _act("retention", "set how long something is kept", "rule was kept agency"),
    "retention.run": _act("retention", "forgot what had its time", "done held confirmed"),
    "retention.broken-off": _act("retention", "broke off forgetting", "done held confirmed"),
    "names.shared": _act("agency", "let the partnership see names"),
    "names.kept": _act("agency", "no longer let the partnership see names"),
    "agency.added": _act("agency", "put an agency on file", "slug"),
    "team.added": _act("team", "put a team on file", "slug"),
    "area.added": _act("area", "put an area on file", "slug"),
    "demonstration.seeded": _act(
        "demonstration", "filled the demonstration", "people seed as_of"
    ),
    # People at work
    "roster.applied": _act("agency", "brought a roster in", "import file *"),
    "roster.undone": _act("agency", "took a roster back", "import put_back kept"),
    "roster.columns_said": _act("agency", "said what the columns of a roster mean", "number"),
    "roster.titles_said": _act("agency", "said which roles job titles are", "number"),
    "roster.forgotten": _act("agency", "forgot how rosters are read", "number"),
    "person.joined": _act("person", "put a joiner on record", "agency posting"),
    "person.returned": _act(
        "person", "put somebody who came back on record", "agency posting"
    ),
    "posting.offered": _act(
        "person", "asked somebody whether they work there too", "agency offer"
    ),
    "posting.accepted": _act("person", "said that they work there too", "agency posting"),
    "posting.declined": _act("person", "said that they do not work there", "agency"),
    "posting.ended": _act("person", "ended a posting", "agency posting on"),
    "posting.kept": _act("person", "took the end of a posting back", "agency posting"),
    "posting.moved": _act("person", "moved somebody to another team or role", "agency posting"),
    "posting.changed": _act("person", "changed a posting to come", "agency posting"),
    "posting.added": _act("person", "added a further posting", "agency posting"),
    "absence.recorded": _act("person", "recorded a long absence", "agency absence"),
    "absence.changed": _act("person", "changed a long absence", "agency absence"),
    "records.merged": _act("person", "put two records together", "closed merge moved"),
    "records.parted": _act("person", "took two records apart again", "opened merge"),
    "view-kept": _act("agency", "kept a view of people"),
    "view-dropped": _act("agency", "dropped a view of people"),
    # Learning
    "completion.recorded": _act("completion", "passed a module", "module grade source"),
    "change.read": _act("version", "read what has changed in a module", "out_of"),
    "questions.answered": _act("spaced-check", "answered five questions", "module months"),
    "questions.stopped": _act("person", "wanted no more questions"),
    "questions.resumed": _act("person", "wanted questions again"),
    "questions.intervals-set": _act("setting", "set when people are asked", "months"),
    "feedback.given": _act("module", "said what a module was like"),
    "feedback.use": _act("module", "said whether a module was of use"),
    "briefing.planned": _act("briefing", "planned a briefing", "module"),
    "briefing.opened": _act("briefing", "opened a briefing"),
    "briefing.arrived": _act("briefing", "came to a briefing"),
    "briefing.ticked": _act("briefing", "ticked who was at a briefing", "people"),
    "briefing.taken-off": _act("briefing", "took somebody off a briefing"),
    "briefing.answered": _act("briefing", "answered in a briefing"),
    "briefing.closed": _act("briefing", "closed a briefing", "completions"),
    "briefing.undone": _act("briefing", "took a briefing back", "revoked"),
    # Training from elsewhere
    "completions.applied": _act("agency", "brought completions in", "import file *"),
    "completions.undone": _act("agency", "took completions back", "import revoked"),
    "certificate.sent": _act("certificate", "sent a certificate from elsewhere", "person"),
    "certificate.removed": _act("certificate", "took a certificate back", "person"),
    "certificate.approved": _act("certificate", "accepted a certificate", "person course"),
    "certificate.refused": _act("certificate", "refused a certificate", "person"),
    "certificate.undone": _act(
        "certificate", "took back that a certificate was accepted", "person revoked"
    ),
    "certificates.forgotten": _act("service", "forgot old files of certificates", "files"),
    "certificate.withdrawn": _act("completion", "withdrew a certificate of ours", "module"),
    **{
        f"equivalence.{done}": _act(
            "equivalence", f"{done} what an outside course counts for",
            "course module topics months quiz",
        )
        for done in ("proposed", "approved", "refused", "withdrawn")
    },
    # Reminding
    "reminders.chosen": _act("person", "chose which reminders to get", "extra monday"),
    "people.chased": _act(
        "agency", "reminded people of an agency", "chase letters left_out"
    ),
    "agency.letters-to-managers": _act(
        "agency", "switched letters to managers on or off", "on"
    ),
    "address.tried-again": _act("person", "had a refused address written to again", "agency"),
    # Rules, contacts and returns
    "requirement.set": _act(
        "requirement", "set who needs what", "need from grace_days refresh_months"
    ),
    "requirement.defaults_set": _act(
        "requirement-setting", "set what holds for rules", "from grace_days refresh_months"
    ),
    "requirement.proposed": _act(
        "requirement-proposal", "asked for a rule of their own",
        "need from grace_days refresh_months",
    ),
    "requirement.approved": _act("requirement-proposal", "approved an agency's rule"),
    "requirement.refused": _act("requirement-proposal", "refused an agency's rule"),
    "requirement.withdrawn": _act("requirement-proposal", "withdrew a wish for a rule"),
    "contact.entered": _act("contact", "entered a contact", "changed"),
    "contact.confirmed": _act("contact", "confirmed a contact", "until"),
    "contact.taken-out": _act("contact", "took a contact out"),
    "headcount.saved": _act("agency", "entered headcounts", "role number grade as_at *"),
    "headcount.imported": _act("agency", "brought headcounts in", "import file *"),
    "headcount.undone": _act("agency", "took headcounts back", "import put_back kept"),
    "declared.saved": _act("agency", "declared totals", "role module number as_at"),
    "return.answered": _act(
        "return", "answered the self-assessment", "agency year question revision"
    ),
    "return.signed": _act("return", "signed the self-assessment", "agency year"),
    "return.reopened": _act("return", "opened the self-assessment again", "agency year"),
    "return.moderated": _act("return", "scored a self-assessment", "agency year question"),
    "referrals.saved": _act("quarter", "entered referrals", COUNTED),
    "referrals.population_set": _act("area", "said how many people live in an area", "as_at *"),
    "referrals.imported": _act("referral-import", "brought referrals in", "file *"),
    "referrals.undone": _act("referral-import", "took referrals back", COUNTED),
    "survey.opened": _act("survey", "opened a survey", "opens closes"),
    "survey.closed": _act("survey", "closed a survey"),
    # The audit
    "audit.opened": _act("audit", "opened an audit", "as_of scope"),
    "audit.collecting": _act("audit", "asked agencies for their part", "agencies letters"),
    "audit.extended": _act("audit", "gave agencies more time", "return_by letters"),
    "audit.chased": _act("audit", "reminded agencies of an audit", "agencies letters"),
    **{
        f"audit.answer-{kind}": _act("audit", f"answered an audit: {said}", "agency")
        for kind, said in (
            ("people", "list or headcount"),
            ("elsewhere", "training elsewhere"),
            ("assessment", "self-assessment"),
            ("sign", "signed"),
        )
    },
    "audit.frozen": _act("audit", "froze an audit", "as_of sha256"),
    "audit.recounted": _act("audit", "counted an audit again", "rows"),
    "audit.published": _act("audit", "published an audit", "sha256"),
    "audit.restating": _act("audit", "began to restate an audit", "by"),
    "audit.cancelled": _act("audit", "cancelled an audit"),
    "audit.compared": _act("audit", "compared two audits", "against"),
    "audit.said-for-board": _act("audit", "said something for an annual report", "subjects"),
    "audit.read-in-full": _act("audit", "read an audit without hidden figures", "as"),
    "audit.rules_set": _act("audit-rule-set", "set the rules of audits", "from changed~"),
    "action.made": _act("audit", "made actions", "refs type"),
    "action.updated": _act("action", "said how an action stands", "status put_off"),
    "cover.set": _act("cover", "set how many trained people are needed"),
    "cover.ended": _act("cover", "ended a rule of cover"),
}  # fmt: skip


def check(action: str, subject_kind: str, detail: Mapping[str, Any]) -> None:
    """Raises UndeclaredActError for an entry that is not of the shape the table gives its act.

    >>> check("roster.applied", "agency", {"import": 3, "new": 12})
    >>> check("roster.applied", "agency", {"who": "Ada Min"})
    Traceback (most recent call last):
    ...
    elearn.domain.acts.UndeclaredActError: roster.applied may not say who: see elearn/domain/acts.py
    """
    act = ACTS.get(action)
    if act is None:
        raise UndeclaredActError(f"{action} is not an act of elearn/domain/acts.py: add it there")
    if act.subject != subject_kind:
        raise UndeclaredActError(f"{action} is about a {act.subject}, not a {subject_kind}")
    for key, value in detail.items():
        is_count = COUNTED in act.keys and type(value) is int
        if f"{key}{OURS}" in act.keys:
            continue
        if key not in act.keys and not is_count:
            raise UndeclaredActError(f"{action} may not say {key}: see elearn/domain/acts.py")
        if not _is_plain(value):
            raise UndeclaredActError(f"{action} says more in {key} than a number, day or code")


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return WORD.fullmatch(value) is not None
    if isinstance(value, Mapping):
        return all(_is_plain(each) for pair in value.items() for each in pair)
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (bool, int, float))
