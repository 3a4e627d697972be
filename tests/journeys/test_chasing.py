"""A lead reminds their people; the letters arrive, and the log says which one did not."""

import dataclasses
import re
from email import message_from_bytes, policy

from tests.support.mailserver import mail_server

AGENCY = "/agencies/aldermouth-city-council"


def send(house, url=None):
    """Send what waits, to a mail server if one is given; what the command prints."""
    more = {"ELEARN_SMTP_URL": url} if url else {}
    return dataclasses.replace(house, environment=house.environment | more).flask(
        "reminders", "send"
    )


def managers(keeper):
    """The letters to managers, about people whom no letter reaches."""
    return [one for one in keeper.messages if b"Subject: Please tell" in one]


def test_a_lead_reminds_people_and_the_log_says_what_did_not_arrive(house, open_tab):
    lead = open_tab().sign_in("lead")
    send(house)  # whatever other journeys left, and word of a new browser
    lead.go(f"{AGENCY}/reminders")
    lead.follow(re.compile(r"^Remind \d+ (people|person) now$")).looked_at()
    lead.says("The letter, as the first of them gets it").says("asked us to send this")
    number = int(re.search(r"\d+", lead.heading)[0])

    lead.press(re.compile("^Remind ")).looked_at()
    lead.says("The letters go out within minutes")
    with mail_server("550 5.1.1 no such person") as (keeper, url):
        send(house, url)
    assert len(keeper.messages) == number - 1 + len(managers(keeper))
    text = message_from_bytes(keeper.messages[0], policy=policy.default).get_content()
    assert "/learn" in text
    assert "asked us to send this" in text

    lead.go(f"{AGENCY}/reminders/letters?state=failed")
    lead.says("Nobody has this address there.").says("550 5.1.1 no such person")
    lead.press(re.compile("^The address is right: try again")).looked_at()
    lead.says("We write to this address again.")
    lead.go(f"{AGENCY}/reminders").says("in the last three days")
    assert b"Did not arrive" in lead.page.request.get(f"{AGENCY}/reminders/letters.csv").body()


def test_somebody_stops_the_later_reminders_on_a_phone(open_tab):
    learner = open_tab(phone=True).sign_in("learner")
    learner.go("/account").follow("Choose which reminders you get").looked_at()
    box = learner.page.get_by_label(re.compile("^Remind me again"))
    assert box.is_checked()
    box.uncheck()
    learner.press("Save what I want to get").looked_at()
    learner.says("Saved. It counts from the next letter.")
    assert not learner.page.get_by_label(re.compile("^Remind me again")).is_checked()
