"""The register: who did what for an agency, the partnership or the service. Numbers of people,
never their names, but for three places that say so."""

from elearn.privacy.entry import Basis, Entry
from elearn.privacy.policy import WHILE_IT_RUNS

WHOSE = "whoever acts for an agency, the partnership or the service"
WHY = "To know who answers for a figure, a rule or a decision"
SEEN = "leads of that agency, the coordinator, administrators, as far as they open that page"
BECAUSE = "it is what an office did; its number leads to a pseudonym"


def _acted(table: str, by: str, at: str = "", part: str = "") -> Entry:
    """Somebody's number beside what they did in office."""
    return Entry(
        table, WHOSE, WHY, Basis.TASK, WHILE_IT_RUNS, SEEN, by=by, keep=f"{by} {at}".strip(),
        because=BECAUSE, part=part or "what you did",
    )  # fmt: skip


WORK = (
    _acted("grant_of_role", "granted_by_id"),
    _acted("posting_offer", "created_by_id"),
    _acted("person_merge", "by_id undone_by_id"),
    _acted("registration", "decided_by_id"),
    _acted("evidence_file", "decided_by_id", "decided_at"),
    _acted("agency_domain", "added_by_id", "added_at"),
    _acted("agency_setting", "changed_by_id", "changed_at"),
    _acted("audit", "created_by_id", "created_at"),
    _acted("audit_act", "by_id", "at"),
    _acted("audit_comparison", "made_by_id", "made_at"),
    _acted("audit_job", "actor_id", "asked_at"),
    _acted("audit_rule_set", "set_by_id", "set_at"),
    _acted("chase", "by_id", "at"),
    _acted("completion_import", "created_by_id", "created_at"),
    _acted("declared", "signed_by_id", "signed_at"),
    _acted("equivalence", "proposed_by_id", "proposed_at", "what you proposed"),
    _acted("equivalence", "decided_by_id", "decided_at", "what you decided"),
    _acted("equivalence", "ended_by_id", "ended_at", "what you ended"),
    _acted("former_figure", "signed_by_id", "signed_at", "what you signed"),
    _acted("former_figure", "replaced_by_id", "replaced_at", "what you replaced"),
    _acted("former_referral", "replaced_by_id", "replaced_at"),
    _acted("headcount", "signed_by_id", "signed_at"),
    _acted("headcount_import", "created_by_id", "created_at"),
    _acted("import_job", "actor_id", "queued_at"),
    _acted("minimum_cover", "created_by_id", "created_at"),
    _acted("name_sharing", "set_by_id", "set_at"),
    _acted("plan_action", "created_by_id", "created_at"),
    _acted("plan_update", "by_id", "at note"),
    _acted("referral_import", "created_by_id", "created_at"),
    _acted("requirement", "set_by_id", "set_at"),
    _acted("requirement_proposal", "proposed_by_id", "proposed_at reason", "what you proposed"),
    _acted("requirement_proposal", "decided_by_id", "decided_at decision_reason",
           "what you decided"),
    _acted("requirement_setting", "set_by_id", "set_at"),
    _acted("retention_setting", "set_by_id", "set_at"),
    _acted("roster_import", "created_by_id", "created_at"),
    _acted("self_assessment", "opened_by_id", "opened_at", "what you opened"),
    _acted("self_assessment", "signed_by_id", "signed_at", "what you signed"),
    _acted("self_assessment_act", "by_id", "at reason"),
    _acted("self_assessment_answer", "answered_by_id", "answered_at evidence na_reason"),
    _acted("self_assessment_moderation", "moderated_by_id", "moderated_at note"),
    _acted("spaced_setting", "set_by_id", "set_at"),
    _acted("survey", "created_by_id", "created_at"),
    _acted("briefing", "closed_by_id", "closed_at", "what you closed"),
    Entry(
        "briefing", WHOSE, "To say who led a briefing", Basis.TASK, WHILE_IT_RUNS,
        "leads of that agency or team", by="created_by_id", part="what you opened",
        empty="facilitator", keep="created_by_id created_at", because=BECAUSE,
    ),
    Entry(
        "contact", WHOSE, "To say who checked a telephone number", Basis.TASK,
        "until the next check", "leads of that agency, administrators", by="verified_by_id",
        part="what you checked", empty="verified_by_id", pseudonym="verified_by",
        keep="verified_on", because="when a number was checked is about the number",
    ),
    Entry(
        "plan_action", "whoever sponsors an action, by post rather than by name",
        "To know who answers for an action", Basis.TASK, WHILE_IT_RUNS, SEEN, by="",
        part="as a sponsor", keep="owner_post sponsor",
        because="it is a post; the page asks for no name",
        hidden=dict.fromkeys(("owner_post", "sponsor"), "a post: nothing leads to an account"),
    ),
    *(
        Entry(
            table, "everybody on the list", "To bring in what the agency sends", Basis.TASK,
            "previews", "leads of that agency", by="", part="the file itself", keep="content",
            because="the file is deleted when it is applied, and within a day if it is not",
            hidden={"content": "it names many people; what came of it is in the lists above"},
        )
        for table in ("roster_import", "completion_import", "headcount_import", "referral_import")
    ),
)  # fmt: skip
