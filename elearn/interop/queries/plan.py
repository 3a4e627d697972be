"""The rows of the data export about the plan and minimum cover: what editions judge."""

from sqlalchemy import select

from elearn.interop.queries.file import File, file_of
from elearn.models import Agency, MinimumCover, Module, PlanAction, PlanUpdate, Team

PLAN = "ref, audit, origin, agency, area, role, module, topic, level, subject, gap, baseline_on, "
PLAN += "baseline_count, baseline_base, type, action, owner_agency, owner_post, sponsor, target, "
PLAN += "success_measure, resource, confidence, risk, seats, created_at"
TYPED = ("action", "owner_post", "sponsor", "success_measure", "resource", "risk")
ACTIONS = (
    select(
        PlanAction.ref,
        PlanAction.audit_id,
        PlanAction.origin,
        PlanAction.agency,
        PlanAction.area,
        PlanAction.role,
        PlanAction.module,
        PlanAction.topic,
        PlanAction.level,
        PlanAction.subject,
        PlanAction.gap,
        PlanAction.baseline_on,
        PlanAction.baseline_count,
        PlanAction.baseline_base,
        PlanAction.type,
        PlanAction.action,
        Agency.slug,
        PlanAction.owner_post,
        PlanAction.sponsor,
        PlanAction.target,
        PlanAction.success_measure,
        PlanAction.resource,
        PlanAction.confidence,
        PlanAction.risk,
        PlanAction.seats,
        PlanAction.created_at,
    )
    .outerjoin(Agency, Agency.id == PlanAction.owner_agency_id)
    .order_by(PlanAction.id)
)

UPDATES = (
    select(
        PlanAction.ref,
        PlanUpdate.number,
        PlanUpdate.on,
        PlanUpdate.status,
        PlanUpdate.due_on,
        PlanUpdate.note,
        PlanUpdate.at,
    )
    .join(PlanAction, PlanAction.id == PlanUpdate.action_id)
    .order_by(PlanUpdate.action_id, PlanUpdate.number)
)

COVER = (
    select(
        Agency.slug,
        Team.slug,
        Module.slug,
        MinimumCover.level,
        MinimumCover.number,
        MinimumCover.start,
        MinimumCover.end,
        MinimumCover.why,
    )
    .join(Team, Team.id == MinimumCover.team_id)
    .join(Agency, Agency.id == Team.agency_id)
    .outerjoin(Module, Module.id == MinimumCover.module_id)
    .order_by(MinimumCover.id)
)

OF_THE_PLAN: tuple[File, ...] = (
    file_of("plan_actions", PLAN, ACTIONS, personal=TYPED),
    file_of("plan_updates", "ref, number, on, status, due_on, note, at", UPDATES, ("note",)),
    file_of("cover_rules", "agency, team, module, level, needed, start, end, why", COVER, ("why",)),
)
