"""The rows of the data export about what people did besides quizzes. Who was erased is left out;
feedback comes as counts, for nobody is shown whose an answer is."""

from sqlalchemy import (
    Date,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from elearn.interop.queries.file import TODAY, File, file_of
from elearn.models import (
    Agency,
    AssessmentAct,
    Attempt,
    Briefing,
    BriefingAnswerCount,
    BriefingAttendance,
    Module,
    ModuleFeedback,
    ModuleUse,
    ModuleVersion,
    Person,
    PersonStatus,
    ScenarioChoice,
    SelfAssessment,
    SpacedCheck,
    Survey,
    SurveyCount,
    Team,
)

HERE = Person.status != PersonStatus.ERASED

CHOICES = (
    select(
        Person.public_id,
        Module.slug,
        ModuleVersion.number,
        ScenarioChoice.page,
        ScenarioChoice.walk,
        ScenarioChoice.step,
        ScenarioChoice.node,
        ScenarioChoice.choice,
        ScenarioChoice.tag,
        ScenarioChoice.chosen_at,
    )
    .join(Person, Person.id == ScenarioChoice.person_id)
    .join(ModuleVersion, ModuleVersion.id == ScenarioChoice.version_id)
    .join(Module, Module.id == ModuleVersion.module_id)
    .where(HERE)
    .order_by(ScenarioChoice.id)
)

SPACED = (
    select(
        Person.public_id,
        Module.slug,
        ModuleVersion.number,
        SpacedCheck.completion_id,
        SpacedCheck.after_months,
        SpacedCheck.due_on,
        SpacedCheck.written_at,
        SpacedCheck.used_at,
        SpacedCheck.attempt_id,
    )
    .join(Person, Person.id == SpacedCheck.person_id)
    .join(Module, Module.id == SpacedCheck.module_id)
    .join(ModuleVersion, ModuleVersion.id == SpacedCheck.version_id)
    .where(HERE)
    .order_by(SpacedCheck.id)
)

LANGUAGES = (
    select(Person.public_id, Person.language).where(HERE, Person.language != "").order_by(Person.id)
)

ASKED_IN = (
    select(Attempt.id, Attempt.language)
    .join(Person, Person.id == Attempt.person_id)
    .where(HERE, Attempt.language != "")
    .order_by(Attempt.id)
)

ACTS = (
    select(
        Agency.slug,
        SelfAssessment.year,
        AssessmentAct.state,
        AssessmentAct.at,
        AssessmentAct.reason,
    )
    .join(SelfAssessment, SelfAssessment.id == AssessmentAct.assessment_id)
    .join(Agency, Agency.id == SelfAssessment.agency_id)
    .order_by(AssessmentAct.id)
)

BRIEFINGS = (
    select(
        Briefing.id,
        Agency.slug,
        Team.slug,
        Module.slug,
        ModuleVersion.number,
        Briefing.held_on,
        Briefing.place,
        Briefing.facilitator,
        Briefing.created_at,
        Briefing.closed_at,
    )
    .join(Agency, Agency.id == Briefing.agency_id)
    .join(Module, Module.id == Briefing.module_id)
    .join(ModuleVersion, ModuleVersion.id == Briefing.version_id)
    .outerjoin(Team, Team.id == Briefing.team_id)
    .order_by(Briefing.id)
)

ATTENDANCES = (
    select(
        BriefingAttendance.briefing_id,
        Person.public_id,
        BriefingAttendance.way,
        BriefingAttendance.has_answered,
        BriefingAttendance.arrived_at,
        BriefingAttendance.completion_id,
    )
    .outerjoin(Person, Person.id == BriefingAttendance.person_id)
    .where(or_(BriefingAttendance.person_id.is_(None), HERE))
    .order_by(BriefingAttendance.id)
)

ROOMS = select(
    BriefingAnswerCount.briefing_id,
    BriefingAnswerCount.item_key,
    BriefingAnswerCount.answered,
    BriefingAnswerCount.right,
).order_by(BriefingAnswerCount.briefing_id, BriefingAnswerCount.item_key)


def _feedback() -> Select[*tuple[object, ...]]:
    """How often each answer was given of each version: no day and no words beside it."""
    told = [
        select(
            ModuleFeedback.version_id,
            literal(name).label("question"),
            getattr(ModuleFeedback, name).label("answer"),
        )
        for name in ("useful", "clear", "change", "pledge")
    ]
    one = union_all(*told).subquery()
    return (
        select(Module.slug, ModuleVersion.number, one.c.question, one.c.answer, func.count())
        .join(ModuleVersion, ModuleVersion.id == one.c.version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(one.c.answer != "")
        .group_by(Module.slug, ModuleVersion.number, one.c.question, one.c.answer)
        .order_by(Module.slug, ModuleVersion.number, one.c.question, one.c.answer)
    )


USES = (
    select(Module.slug, ModuleUse.used, func.count())
    .join(Module, Module.id == ModuleUse.module_id)
    .group_by(Module.slug, ModuleUse.used)
    .order_by(Module.slug, ModuleUse.used)
)

SURVEYS = select(Survey.id, Survey.opens_on, Survey.closes_on, Survey.closed_on).order_by(Survey.id)

OVER = or_(Survey.closed_on.is_not(None), Survey.closes_on < bindparam(TODAY, type_=Date))
SAID = (
    select(
        SurveyCount.survey_id,
        SurveyCount.grouping,
        SurveyCount.place,
        SurveyCount.question,
        SurveyCount.answer,
        SurveyCount.number,
    )
    .join(Survey, Survey.id == SurveyCount.survey_id)
    .where(OVER)
    .order_by(
        SurveyCount.survey_id,
        SurveyCount.grouping,
        SurveyCount.place,
        SurveyCount.question,
        SurveyCount.answer,
    )
)

OF_PEOPLE: tuple[File, ...] = (
    file_of(
        "scenario_choices",
        "person, module, version, page, walk, step, node, choice, tag, chosen_at",
        CHOICES,
    ),
    file_of(
        "spaced_checks",
        "person, module, version, completion, after_months, due_on, written_at, used_at, attempt",
        SPACED,
    ),
    file_of("languages", "person, language", LANGUAGES),
    file_of("attempt_languages", "attempt, language", ASKED_IN),
    file_of("self_assessment_acts", "agency, year, state, at, reason", ACTS, personal=("reason",)),
    file_of(
        "briefings",
        "briefing, agency, team, module, version, held_on, place, facilitator, created_at, "
        "closed_at",
        BRIEFINGS,
        personal=("place", "facilitator"),
    ),
    file_of(
        "briefing_attendances",
        "briefing, person, way, has_answered, arrived_at, completion",
        ATTENDANCES,
    ),
    file_of("briefing_answers", "briefing, item, answered, right", ROOMS),
    file_of("feedback", "module, version, question, answer, number", _feedback()),
    file_of("uses", "module, used, number", USES),
    file_of("surveys", "survey, opens_on, closes_on, closed_on", SURVEYS),
    file_of("survey_answers", "survey, grouping, place, question, answer, number", SAID),
)
