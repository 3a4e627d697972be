"""Columns that are about nobody: places, modules, rules, counts, and what surrounds an act."""

IMPERSONAL = {
    "agency": "id slug name type area_id first_responder duty_to_notify valid_from valid_to",
    "agency_domain": "id agency_id domain",
    "agency_setting": "agency_id tell_managers",
    "area": "id slug name population population_source population_as_at valid_from valid_to",
    "audit": "id name as_of state rules scope manifest digest seed frozen_at",
    "audit_act": "id audit_id agency_id kind day",
    "audit_agency": "audit_id agency name type area area_name returned",
    "audit_ahead": "id audit_id module quarter number most counted_on",
    "audit_area": "audit_id area name population population_source population_as_at",
    "audit_calibration": (
        "id audit_id agency role topic level people answers right guess asked asked_right "
        "confidence confidence_squares confidence_right sure sure_wrong safety safety_right"
    ),
    "audit_check": "id audit_id module version items drawn people spread total squares",
    "audit_choice": "id audit_id item option right chosen text",
    "audit_compared_flow": (
        "id comparison_id agency module against before trained renewed lapsed left joined moved "
        "rule late after hidden_before"
    ),
    "audit_comparison": "id audit_id against_id",
    "audit_cover": "id audit_id agency team module level needed team_name in_date until",
    "audit_coverage": (
        "id audit_id agency role module in_scope in_date due_soon expired never declared "
        "denominator_grade since_change"
    ),
    "audit_flow": (
        "id audit_id agency module against before trained renewed lapsed left joined moved rule "
        "late after hidden_before"
    ),
    "audit_gain": (
        "id audit_id months module topic item asked pairs before after later change_squares "
        "rose fell"
    ),
    "audit_hidden": "id audit_id agency role module area fields",
    "audit_item": (
        "id audit_id item module topic level type safety_critical anchor options answers right "
        "others others_right rest rest_squares rest_right asked asked_right confidence "
        "confidence_squares confidence_right sure sure_wrong text"
    ),
    "audit_job": "audit_id kind state done total tries sentence found leased_until ended_at",
    "audit_judgement": (
        "id audit_id ref origin agency area role module topic level subject status target "
        "baseline_on baseline_count baseline_base baseline_shown now_count now_base gained lost "
        "verdict"
    ),
    "audit_knowledge": (
        "id audit_id agency role topic level people assessed masters items_answered items_right "
        "sure_asked sure_wrong"
    ),
    "audit_priority": (
        "id audit_id agency in_scope in_date topics level_c assessed masters roles people "
        "weight referrals population volume_rank volume_best volume_worst volume_top "
        "intensity_rank intensity_best intensity_worst intensity_top seed"
    ),
    "audit_provision": "id audit_id agency source item value",
    "audit_pulse": "id audit_id measure module question answer number people",
    "audit_referral": "id audit_id area quarter kind number",
    "audit_request": "audit_id agency_id",
    "audit_return": (
        "id audit_id agency question theme score applies confidence has_evidence is_moderated "
        "moderated year signed_on"
    ),
    "audit_rule_set": "id valid_from revision rules why",
    "audit_run": "audit_id return_by collecting_since published_at cancelled_at restates_id cause",
    "audit_withheld": ("id audit_id agency role topic level people asked sure base count safety"),
    "backup_run": "id began_at ended_at name bytes rows sha256 encrypted handed_on said",
    "board_note": "id audit_id subject figure words source said_on written_at",
    "briefing": (
        "id agency_id team_id module_id version_id questions held_on place code open_until once"
    ),
    "briefing_answer_count": "briefing_id item_key answered right",
    "chase": "id once agency_id team_id module_id with_soon letters left_out",
    "completion_import": "id agency_id state filename digest counts applied_at undone_at",
    "contact": "id key agency_id name number url hours what source review_by",
    "coverage_month": "agency_id module_id month_end in_scope in_date counted_at",
    "declared": "id agency_id role_id module_id number as_at source",
    "equivalence": (
        "id course_id module_id topics valid_months asks_quiz reason state agency_id decision "
        "end_reason"
    ),
    "figures_stamp": "id agency_id token settles_at",
    "former_figure": "id agency_id role_id module_id number as_at source grade",
    "former_referral": "id area_id quarter kind number",
    "headcount": "id agency_id role_id number as_at source grade",
    "headcount_import": (
        "id agency_id state filename digest grade counts changed applied_at undone_at"
    ),
    "heartbeat": "name at",
    "import_job": (
        "kind number state seen confirmed done total tries sentence leased_until ended_at"
    ),
    "item": "id key module_id topic subtag level safety_critical anchor options",
    "job_run": "id name began_at ended_at outcome said",
    "media_file": "sha256 mime size content",
    "minimum_cover": "id team_id module_id level number start end why",
    "module": "id slug code title level refresh_months kind",
    "module_version": (
        "id module_id number content_hash title level minutes why refresh_months law_as_at "
        "review_by change change_note document published_at"
    ),
    "name_sharing": "id agency_id is_on reason",
    "outside_course": "id key name provider content_date created_at",
    "plan_action": (
        "id ref once audit_id origin agency area role module topic level subject gap "
        "baseline_on baseline_count baseline_base shown_count shown_base action type "
        "owner_agency_id due_on target success_measure resource confidence risk seats"
    ),
    "plan_update": "id action_id number on status due_on",
    "referral": "id area_id quarter kind number",
    "referral_import": "id state filename digest counts changed applied_at undone_at",
    "requirement": "id agency_id role_id module_id need start end grace_days refresh_months reason",
    "requirement_proposal": (
        "id agency_id role_id module_id need start grace_days refresh_months decision "
        "requirement_id"
    ),
    "requirement_setting": "id start revision grace_days refresh_months reason",
    "retention_run": "id began_at ended_at is_confirmed done held",
    "retention_setting": "id rule agency_id kept reason",
    "roster_import": "id agency_id state filename digest counts applied_at undone_at",
    "roster_mapping": "id agency_id heading shown column said_at",
    "roster_title": "id agency_id title shown role_id said_at",
    "self_assessment": "id agency_id year state",
    "self_assessment_act": "id assessment_id state",
    "self_assessment_answer": "id assessment_id question revision score confidence",
    "self_assessment_detail": "answer_id key value",
    "self_assessment_moderation": "id assessment_id question answer_id score",
    "spaced_setting": "id months",
    "spent_answer": "nonce_hash at",
    "staff_role": "id code name level exposure",
    "survey": "id opens_on closes_on closed_on code once",
    "survey_count": "survey_id grouping place question answer number",
    "team": "id agency_id slug name is_mash",
    "used_challenge": "challenge_hash used_at",
}
