"""Every table, one file an aggregate. No queries and no rules live here."""

from elearn.domain.requirements import Need
from elearn.models.accounts import FailedSignIn, LinkKind, Password, SignInSession, SingleUseLink
from elearn.models.audits import Audit, AuditAgency, AuditCoverage, AuditKnowledge, AuditState
from elearn.models.base import Base
from elearn.models.content import ChangeKind, Contact, Item, Module, ModuleVersion
from elearn.models.operations import Heartbeat, Letter, LetterState, TrailEntry
from elearn.models.people import Absence, Grant, Person, PersonStatus, Posting, StaffNumber
from elearn.models.places import Agency, AgencyType, Area, Level, StaffRole, Team
from elearn.models.returns import Declared, Headcount, HeadcountGrade, Referral, ReferralKind
from elearn.models.rosters import Fate, ImportState, RosterChange, RosterImport
from elearn.models.training import (
    Answer,
    Attempt,
    AttemptKind,
    Certificate,
    Completion,
    Grade,
    Holding,
    PageSeen,
    Requirement,
    Revocation,
    ScenarioChoice,
)

__all__ = [
    "Absence", "Agency", "AgencyType", "Answer", "Area", "Attempt", "AttemptKind", "Audit",
    "AuditAgency", "AuditCoverage", "AuditKnowledge", "AuditState", "Base", "Certificate",
    "ChangeKind", "Completion", "Contact", "Declared", "FailedSignIn", "Fate", "Grade", "Grant",
    "Headcount", "HeadcountGrade", "Heartbeat", "Holding", "ImportState", "Item", "Letter",
    "LetterState", "Level", "LinkKind", "Module", "ModuleVersion", "Need", "PageSeen",
    "Password", "Person", "PersonStatus", "Posting", "Referral", "ReferralKind", "Requirement",
    "Revocation", "RosterChange", "RosterImport", "ScenarioChoice", "SignInSession",
    "SingleUseLink", "StaffNumber", "StaffRole", "Team", "TrailEntry",
]  # fmt: skip
