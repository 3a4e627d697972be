"""The kinds of fact rows of an edition, in the order in which they are hashed."""

from dataclasses import dataclass
from typing import Any

from elearn.audit.ahead.facts import AheadFact
from elearn.audit.changed.facts import FlowFact, HiddenFact
from elearn.audit.cover.facts import CoverFact
from elearn.audit.facts import AgencyFact, CoverageFact, KnowledgeFact
from elearn.audit.items.facts import CalibrationFact, CheckFact, ChoiceFact, GainFact, ItemFact
from elearn.audit.plan.facts import JudgementFact
from elearn.audit.priorities.facts import PriorityFact
from elearn.audit.referred.facts import AreaFact, ReferralFact
from elearn.audit.returned.facts import ProvisionFact, PulseFact, ReturnFact
from elearn.audit.withheld.facts import WithheldFact
from elearn.models import (
    AuditAgency,
    AuditAhead,
    AuditArea,
    AuditCalibration,
    AuditCheck,
    AuditChoice,
    AuditCover,
    AuditCoverage,
    AuditFlow,
    AuditGain,
    AuditHidden,
    AuditItem,
    AuditJudgement,
    AuditKnowledge,
    AuditPriority,
    AuditProvision,
    AuditPulse,
    AuditReferral,
    AuditReturn,
    AuditWithheld,
    Base,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: its name in the canonical CSV, its rows, the table that keeps them (the
    same fields and ``audit_id``), how many of the first fields say which row it is, and its name
    among the manifest's numbers of rows."""

    name: str
    shape: type[Any]
    table: type[Base]
    key: int
    counted_as: str


FIRST = (
    Kind("agency", AgencyFact, AuditAgency, 1, "agencies"),
    Kind("coverage", CoverageFact, AuditCoverage, 3, "coverage"),
    Kind("knowledge", KnowledgeFact, AuditKnowledge, 4, "knowledge"),
)
MORE: tuple[Kind, ...] = (
    # before all that reads what is shown of coverage
    Kind("hidden", HiddenFact, AuditHidden, 4, "hidden"),
    Kind("flow", FlowFact, AuditFlow, 2, "flows"),
    Kind("area", AreaFact, AuditArea, 1, "areas"),
    Kind("referral", ReferralFact, AuditReferral, 3, "referrals"),
    Kind("return", ReturnFact, AuditReturn, 2, "returns"),
    Kind("provision", ProvisionFact, AuditProvision, 4, "provision"),
    Kind("pulse", PulseFact, AuditPulse, 4, "pulse"),
    Kind("priority", PriorityFact, AuditPriority, 1, "priorities"),
    Kind("item", ItemFact, AuditItem, 1, "items"),
    Kind("choice", ChoiceFact, AuditChoice, 2, "choices"),
    Kind("check", CheckFact, AuditCheck, 3, "checks"),
    Kind("calibration", CalibrationFact, AuditCalibration, 4, "calibration"),
    # what is hidden of knowledge and of calibration
    Kind("withheld", WithheldFact, AuditWithheld, 4, "withheld"),
    Kind("gain", GainFact, AuditGain, 4, "gain"),
    Kind("cover", CoverFact, AuditCover, 5, "cover"),
    Kind("ahead", AheadFact, AuditAhead, 2, "ahead"),
    # the last one: it judges by what the others counted
    Kind("judgement", JudgementFact, AuditJudgement, 1, "judgements"),
)
KINDS = (*FIRST, *MORE)
