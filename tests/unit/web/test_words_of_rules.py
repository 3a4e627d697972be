"""Words that rules keep in English and pages show are marked for translators where pages are."""

from elearn.access.policy import Role
from elearn.accounts.forms import NEW_PASSWORD_HINT, TOO_LONG
from elearn.accounts.words import WORDS as ACCOUNTS
from elearn.certificates.words import WORDS as EVIDENCE
from elearn.content.curriculum import agency_types
from elearn.domain.evidence import LADDER
from elearn.domain.feedback import ABOUT_MODULES
from elearn.domain.passwords import LONGEST, SHORTEST, password_fault
from elearn.domain.standing import Standing
from elearn.domain.survey import QUESTIONS, ROLE_GROUPS, ROLE_QUESTION
from elearn.feedback.words import WORDS as QUESTIONS_ASKED
from elearn.web.languages import STATES


def test_every_word_of_the_survey_and_of_feedback_is_marked():
    asked = {ROLE_QUESTION, *ROLE_GROUPS.values(), *(one.name for one in agency_types())}
    for question in (*ABOUT_MODULES, *QUESTIONS):
        asked |= {question.text, *question.answers.values()}
    assert {one for one in asked if any(map(str.isalpha, one))} <= set(QUESTIONS_ASKED)


def test_every_state_and_every_step_of_the_evidence_ladder_is_marked():
    assert {one.label for one in Standing} <= set(STATES)
    assert set(LADDER.values()) <= set(EVIDENCE)


def test_every_role_and_what_is_said_of_a_password_is_marked():
    assert {one.label for one in Role} <= set(ACCOUNTS)
    for weak in ("short", "password1234", "Northmoor-2026!"):
        fault = password_fault(weak, common={"password1234"}, own_words=["Northmoor"])
        assert fault in ACCOUNTS
    assert f"At least {SHORTEST} " in NEW_PASSWORD_HINT
    assert f"at most {LONGEST} " in TOO_LONG
