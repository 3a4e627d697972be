"""The rows of the data export about changes of modules, who was told of them, and what agencies say
of themselves: what an audit takes from there can be counted again too."""

from sqlalchemy import select

from elearn.interop.queries.file import File, file_of
from elearn.models import (
    Agency,
    AssessmentAnswer,
    AssessmentDetail,
    AssessmentModeration,
    ChangeRead,
    Module,
    ModuleVersion,
    Person,
    SelfAssessment,
)

CHANGES = (
    select(
        Module.slug,
        ModuleVersion.number,
        ModuleVersion.change,
        ModuleVersion.change_note,
        ModuleVersion.published_at,
    )
    .join(ModuleVersion, ModuleVersion.module_id == Module.id)
    .order_by(Module.id, ModuleVersion.number)
)

CHANGES_READ = (
    select(Person.public_id, Module.slug, ModuleVersion.number, ChangeRead.read_at)
    .join(Person, Person.id == ChangeRead.person_id)
    .join(ModuleVersion, ModuleVersion.id == ChangeRead.version_id)
    .join(Module, Module.id == ModuleVersion.module_id)
    .order_by(ChangeRead.person_id, ChangeRead.version_id)
)

ASSESSMENTS = (
    select(
        Agency.slug,
        SelfAssessment.year,
        SelfAssessment.state,
        SelfAssessment.opened_at,
        SelfAssessment.signed_at,
    )
    .join(Agency, Agency.id == SelfAssessment.agency_id)
    .order_by(SelfAssessment.id)
)

ASSESSMENT_ANSWERS = (
    select(
        Agency.slug,
        SelfAssessment.year,
        AssessmentAnswer.question,
        AssessmentAnswer.revision,
        AssessmentAnswer.score,
        AssessmentAnswer.na_reason,
        AssessmentAnswer.evidence,
        AssessmentAnswer.confidence,
        AssessmentAnswer.answered_at,
    )
    .join(SelfAssessment, SelfAssessment.id == AssessmentAnswer.assessment_id)
    .join(Agency, Agency.id == SelfAssessment.agency_id)
    .order_by(AssessmentAnswer.id)
)

ASSESSMENT_DETAILS = (
    select(
        Agency.slug,
        SelfAssessment.year,
        AssessmentAnswer.question,
        AssessmentAnswer.revision,
        AssessmentDetail.key,
        AssessmentDetail.value,
    )
    .join(AssessmentAnswer, AssessmentAnswer.id == AssessmentDetail.answer_id)
    .join(SelfAssessment, SelfAssessment.id == AssessmentAnswer.assessment_id)
    .join(Agency, Agency.id == SelfAssessment.agency_id)
    .order_by(AssessmentDetail.answer_id, AssessmentDetail.key)
)

MODERATIONS = (
    select(
        Agency.slug,
        SelfAssessment.year,
        AssessmentModeration.question,
        AssessmentAnswer.revision,
        AssessmentModeration.score,
        AssessmentModeration.note,
        AssessmentModeration.moderated_at,
    )
    .join(SelfAssessment, SelfAssessment.id == AssessmentModeration.assessment_id)
    .join(AssessmentAnswer, AssessmentAnswer.id == AssessmentModeration.answer_id)
    .join(Agency, Agency.id == SelfAssessment.agency_id)
    .order_by(AssessmentModeration.id)
)

FURTHER: tuple[File, ...] = (
    file_of("module_changes", "module, version, change, note, published_at", CHANGES),
    file_of("changes_read", "person, module, version, read_at", CHANGES_READ),
    file_of("self_assessments", "agency, year, state, opened_at, signed_at", ASSESSMENTS),
    file_of(
        "self_assessment_answers",
        "agency, year, question, revision, score, na_reason, evidence, confidence, answered_at",
        ASSESSMENT_ANSWERS,
        personal=("na_reason", "evidence"),
    ),
    file_of(
        "self_assessment_details",
        "agency, year, question, revision, key, value",
        ASSESSMENT_DETAILS,
    ),
    file_of(
        "self_assessment_moderations",
        "agency, year, question, revision, score, note, moderated_at",
        MODERATIONS,
        personal=("note",),
    ),
)
