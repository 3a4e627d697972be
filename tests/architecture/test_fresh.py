"""Every file and every act on accounts says whether the reader must have shown lately who they are.

A page that hands out a list of people, or that changes what somebody may do, is for whoever has
shown it in the last ten minutes. A new file or such an act belongs in one of these two tables."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from elearn.access.policy import Permission
from elearn.models import SignInSession

pytestmark = pytest.mark.any_database

FRESH = {
    "lists of people, by name, as files": {
        "accounts.people_file",
        "admin.breach_people",
        "admin.grants_file",
        "admin.letters_file",
        "admin.trail_file",
        "agency.completion_file",
        "agency.people_file",
        "briefings.attendance_file",
        "evidence.lines",
        "evidence.listed",
        "reminders.by_hand_file",
        "reminders.letters_file",
        "reminders.planned_file",
        "roster.lines",
        "staff.codes_file",
        "staff.registrations_file",
        "staff.roles_file",
        "staff.slips",
    },
    "everything on one person, or what an account reached": {
        "accounts.data_of",
        "accounts.my_data",
        "admin.breach",
        "admin.breach_report",
    },
    "what an account may do": {
        "accounts.erase_person",
        "accounts.let_back_in",
        "accounts.suspend",
        "accounts.take_off_second_step",
        "admin.give_role",
        "admin.take_role",
        "staff.appoint",
        "staff.approve_registration",
        "staff.domains",
        "staff.end_role",
        "staff.merge",
        "staff.remove_domain",
        "staff.undo_merge",
    },
    "how somebody signs in": {
        "accounts.add_passkey",
        "accounts.elsewhere",
        "accounts.join_elsewhere",
        "accounts.recovery_codes",
        "accounts.remove_app",
        "accounts.remove_passkey",
        "accounts.set_up_app",
    },
    "what holds for everybody's data": {
        "audit.full",
        "certificates.withdraw_one",
        "privacy.names",
        "privacy.time",
    },
}
NOT_FRESH = {
    "counts, rules, questions or places; at most who signed a line": {
        "admin.domains_file",
        "admin.health_file",
        "admin.jobs_file",
        "admin.settings_file",
        "admin.work_file",
        "agency.chart_file",
        "agency.expiring_file",
        "agency.partners_file",
        "authoring.local_file",
        "briefings.listed_file",
        "contacts.listed_file",
        "evidence.courses_file",
        "evidence.equivalences_file",
        "feedback.listed_file",
        "feedback.results_file",
        "privacy.paper",
        "privacy.register_file",
        "referrals.history_file",
        "referrals.home_file",
        "referrals.lines",
        "reminders.chases_file",
        "requirements.cell_file",
        "requirements.file",
        "requirements.own_cell_file",
        "requirements.own_file",
        "requirements.own_proposals_file",
        "requirements.proposals_file",
        "requirements.settings_file",
        "returns.answers_file",
        "returns.file_lines",
        "returns.headcount_file",
        "returns.listed_file",
        "returns.one_file",
        "returns.own_file",
        "returns.totals_file",
        "roster.listed",
        "roster.remembered",
        "spaced.remembered_file",
        "staff.domains_file",
    },
    "files of audits: counts that went through suppression, and actions with their owners": {
        "audit.actions_file",
        "audit.agency_file",
        "audit.ahead_file",
        "audit.calibration_file",
        "audit.changes_file",
        "audit.knowledge_changes_file",
        "audit.cover_file",
        "audit.coverage_file",
        "audit.disagreements_file",
        "audit.gain_file",
        "audit.index_file",
        "audit.items_file",
        "audit.knowledge_file",
        "audit.one_report_file",
        "audit.own_actions_file",
        "audit.own_audit_file",
        "audit.plan_file",
        "audit.priorities_file",
        "audit.provision_file",
        "audit.public_report",
        "audit.pulse_file",
        "audit.referrals_file",
        "audit.report_file",
        "audit.returns_file",
        "audit.seats_file",
        "audit.settings_file",
        "audit.standardised_file",
        "audit.wall_file",
    },
    "empty templates, examples and the reader's own papers": {
        "certificates.pdf",
        "evidence.example",
        "learning.handout",
        "referrals.template",
        "roster.example",
    },
    "work on the record, letters and jobs, which neither lets anybody in nor shuts them out": {
        "accounts.invite_person",
        "admin.again",
        "admin.check_trail",
        "admin.send_again",
        "admin.stop_letter",
        "staff.absence",
        "staff.add_posting",
        "staff.change_posting",
        "staff.end_posting",
        "staff.invite",
        "staff.joiner",
        "staff.keep_posting",
        "staff.new_absence",
        "staff.refuse_registration",
    },
    "what ends sessions: nobody is kept from that": {
        "accounts.my_sessions",
        "accounts.sign_out_everywhere",
    },
    "what asks for itself who it is": {
        "accounts.prove_again",
        "accounts.prove_again_with_passkey",
        "accounts.security",
    },
    "choices of one's own": {
        "accounts.codes_are_kept",
        "accounts.my_language",
        "feedback.survey",
        "reminders.mine",
    },
}
A_FILE = re.compile(r"\b(csv|xlsx|pdf|zip|json|md)\b")
OVER_ACCOUNTS = {
    Permission.ADMINISTER,
    Permission.APPOINT,
    Permission.INVITE_PEOPLE,
    Permission.MANAGE_PEOPLE,
}


def all_of(table):
    return {endpoint for endpoints in table.values() for endpoint in endpoints}


def has_to_say(rule, need):
    """Whether a page hands out a file, changes accounts, or changes the reader's own."""
    if "POST" in rule.methods and (need.permission in OVER_ACCOUNTS or need.signed_in_because):
        return True
    return bool(A_FILE.search(rule.rule)) and not need.public_because


def test_every_file_and_every_act_on_accounts_is_in_one_of_the_tables(app):
    needs = app.extensions["needs"]
    found = {
        one.endpoint for one in app.url_map.iter_rules() if has_to_say(one, needs[one.endpoint])
    }
    decided = [*all_of(FRESH), *all_of(NOT_FRESH)]
    assert found - set(decided) == set(), "say in this file whether it is fresh"
    assert len(decided) == len(set(decided))
    assert set(decided) <= app.view_functions.keys()


def test_the_pages_say_what_the_table_says(app):
    assert app.extensions["fresh"] == all_of(FRESH)


@pytest.fixture
def stale(app, house, everyone):
    """Somebody who holds every role and showed eleven minutes ago who they are."""
    long_ago = datetime.now(UTC) - timedelta(minutes=11)
    house.make.session.execute(update(SignInSession).values(proved_at=long_ago))
    house.make.session.commit()
    return everyone


def test_all_of_them_ask_again_and_nothing_is_handed_out_or_done_before(app, house, stale):
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in app.extensions["fresh"]:
            continue
        for method in sorted(rule.methods & {"GET", "POST"}):
            for url in house.urls(app, rule):
                answer = stale.send(method, url)
                assert answer.status_code == 303, (method, url, answer.status)
                assert answer.location.startswith("/sign-in/again?next="), (method, url)


def test_whoever_sent_a_button_comes_back_to_the_page_it_stands_on(app, house, stale):
    """A button's own address cannot be opened; the nearest page above it can."""
    rule = next(one for one in app.url_map.iter_rules() if one.endpoint == "staff.remove_domain")
    slug = house.values["agency"]
    (url,) = house.urls(app, rule)
    answer = stale.send("POST", url)
    assert answer.location.endswith(f"/agencies/{slug}/domains")
