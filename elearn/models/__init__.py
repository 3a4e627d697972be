"""Every table, one file an aggregate. No queries and no rules live here."""

from elearn.domain.reminding import ReminderKind
from elearn.domain.requirements import Decision, Need
from elearn.models.accounts import FailedSignIn, LinkKind, Password, SignInSession, SingleUseLink
from elearn.models.audit_ahead import AuditAhead
from elearn.models.audit_changes import (
    AuditComparedFlow,
    AuditComparison,
    AuditFlow,
    AuditHidden,
)
from elearn.models.audit_cover import AuditCover, MinimumCover
from elearn.models.audit_items import (
    AuditCalibration,
    AuditCheck,
    AuditChoice,
    AuditGain,
    AuditItem,
)
from elearn.models.audit_plan import AuditJudgement, PlanAction, PlanUpdate
from elearn.models.audit_priorities import AuditPriority, AuditRuleSet
from elearn.models.audit_referrals import AuditArea, AuditReferral
from elearn.models.audit_returns import AuditProvision, AuditPulse, AuditReturn
from elearn.models.audit_runs import (
    AuditAct,
    AuditActKind,
    AuditJob,
    AuditJobKind,
    AuditRequest,
    AuditRun,
)
from elearn.models.audit_withheld import AuditWithheld
from elearn.models.audits import Audit, AuditAgency, AuditCoverage, AuditKnowledge, AuditState
from elearn.models.backups import BackupRun
from elearn.models.base import Base
from elearn.models.board_notes import BoardNote
from elearn.models.briefings import Briefing, BriefingAnswerCount, BriefingAttendance
from elearn.models.changes import ChangeRead
from elearn.models.content import ChangeKind, Contact, Item, Module, ModuleKind, ModuleVersion
from elearn.models.evidence import (
    CompletionImport,
    Equivalence,
    EquivalenceState,
    EvidenceFile,
    FileState,
    ImportedLine,
    OutsideCourse,
    OutsideTraining,
)
from elearn.models.feedback import ModuleFeedback, ModuleUse
from elearn.models.figures import FiguresStamp
from elearn.models.headcount_imports import HeadcountImport
from elearn.models.identities import Identity, MailedLink, SpentAnswer
from elearn.models.import_jobs import ImportJob, ImportKind, JobState
from elearn.models.job_runs import JobRun, RunOutcome
from elearn.models.media import MediaFile
from elearn.models.months import CoverageMonth
from elearn.models.operations import Heartbeat, Letter, LetterState, TrailEntry
from elearn.models.people import Absence, Grant, Person, PersonStatus, Posting, StaffNumber
from elearn.models.places import Agency, AgencyType, Area, Level, StaffRole, Team
from elearn.models.privacy import Erasure, NameSharing, RetentionRun, RetentionSetting
from elearn.models.proposals import RequirementProposal
from elearn.models.referral_records import FormerReferral, ReferralImport
from elearn.models.registrations import AgencyDomain, Registration
from elearn.models.reminders import (
    AgencySetting,
    Chase,
    ReminderChoice,
    ReminderItem,
    ReminderLetter,
    UndeliveredAddress,
)
from elearn.models.requirement_settings import RequirementSetting
from elearn.models.returns import (
    Declared,
    FormerFigure,
    Headcount,
    HeadcountGrade,
    Referral,
    ReferralKind,
)
from elearn.models.roster_memory import RosterMapping, RosterTitle
from elearn.models.rosters import Fate, ImportState, RosterChange, RosterImport
from elearn.models.second_steps import (
    AuthenticatorApp,
    KnownBrowser,
    Passkey,
    PendingSignIn,
    RecoveryCode,
    UsedChallenge,
)
from elearn.models.self_assessments import (
    AnswerConfidence,
    AssessmentAct,
    AssessmentAnswer,
    AssessmentDetail,
    AssessmentModeration,
    AssessmentState,
    SelfAssessment,
)
from elearn.models.spaced import SpacedCheck, SpacedSetting, SpacedStop
from elearn.models.staffing import PersonMerge, PostingOffer
from elearn.models.survey import Survey, SurveyCount, SurveyMark
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
from elearn.models.triggers import is_sealed, seal, unseal
from elearn.models.views import SavedView

__all__ = [
    "Absence", "Agency", "AgencyDomain", "AgencySetting", "AgencyType", "Answer",
    "AnswerConfidence", "Area", "AssessmentAct", "AssessmentAnswer", "AssessmentDetail",
    "AssessmentModeration", "AssessmentState", "Attempt", "AttemptKind", "Audit", "AuditAct",
    "AuditActKind", "AuditAgency", "AuditAhead", "AuditArea", "AuditCalibration", "AuditCheck",
    "AuditChoice",
    "AuditComparedFlow", "AuditComparison", "AuditCover", "AuditCoverage", "AuditFlow", "AuditGain",
    "AuditHidden", "AuditItem", "AuditJob", "AuditJobKind", "AuditJudgement", "AuditKnowledge",
    "AuditPriority", "AuditProvision", "AuditPulse", "AuditReferral", "AuditRequest", "AuditReturn",
    "AuditRuleSet", "AuditRun", "AuditState", "AuditWithheld", "AuthenticatorApp", "BackupRun",
    "Base", "BoardNote", "Briefing",
    "BriefingAnswerCount", "BriefingAttendance", "Certificate", "ChangeKind", "ChangeRead", "Chase",
    "Completion", "CompletionImport", "Contact", "CoverageMonth", "Decision", "Declared",
    "Equivalence", "EquivalenceState", "Erasure", "EvidenceFile", "FailedSignIn", "Fate",
    "FiguresStamp", "FileState", "FormerFigure", "FormerReferral", "Grade", "Grant", "Headcount",
    "HeadcountGrade", "HeadcountImport", "Heartbeat", "Holding", "Identity", "ImportJob",
    "ImportKind", "ImportState", "ImportedLine", "Item", "JobRun", "JobState", "KnownBrowser",
    "Letter", "LetterState", "Level", "LinkKind", "MailedLink", "MediaFile", "MinimumCover",
    "Module", "ModuleFeedback", "ModuleKind", "ModuleUse", "ModuleVersion", "NameSharing", "Need",
    "OutsideCourse", "OutsideTraining", "PageSeen", "Passkey", "Password", "PendingSignIn",
    "Person", "PersonMerge", "PersonStatus", "PlanAction", "PlanUpdate", "Posting", "PostingOffer",
    "RecoveryCode", "Referral", "ReferralImport", "ReferralKind", "Registration", "ReminderChoice",
    "ReminderItem", "ReminderKind", "ReminderLetter", "Requirement", "RequirementProposal",
    "RequirementSetting", "RetentionRun", "RetentionSetting", "Revocation", "RosterChange",
    "RosterImport", "RosterMapping", "RosterTitle", "RunOutcome", "SavedView", "ScenarioChoice",
    "SelfAssessment", "SignInSession", "SingleUseLink", "SpacedCheck", "SpacedSetting",
    "SpacedStop", "SpentAnswer", "StaffNumber", "StaffRole", "Survey", "SurveyCount", "SurveyMark",
    "Team", "TrailEntry", "UndeliveredAddress", "UsedChallenge", "is_sealed", "seal", "unseal",
]  # fmt: skip
