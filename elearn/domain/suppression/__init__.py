"""The one engine that decides which counts a reader may see, for every output."""

from elearn.domain.suppression.coverage import CoverageDecision, CoverageKey, protect_coverage
from elearn.domain.suppression.knowledge import KnowledgePlace, protect_knowledge
from elearn.domain.suppression.policy import (
    Audience,
    Cell,
    Hidden,
    Policy,
    Reason,
    Shown,
    policy_for,
)
from elearn.domain.suppression.referrals import ReferralKey, protect_referrals
from elearn.domain.suppression.table import Figure, Margins, ProtectedFigure, protect_table
from elearn.domain.suppression.typical import typical_share

__all__ = [
    "Audience",
    "Cell",
    "CoverageDecision",
    "CoverageKey",
    "Figure",
    "Hidden",
    "KnowledgePlace",
    "Margins",
    "Policy",
    "ProtectedFigure",
    "Reason",
    "ReferralKey",
    "Shown",
    "policy_for",
    "protect_coverage",
    "protect_knowledge",
    "protect_referrals",
    "protect_table",
    "typical_share",
]
