"""What an author sees of the content."""

from datetime import date

import pytest

from elearn.access.policy import Role
from elearn.models import Contact


@pytest.fixture
def author(make, visitor):
    return visitor.sign_in(make.somebody(Role.AUTHOR))


def test_an_author_sees_each_module_with_its_dates(author, make):
    make.module(title="Notice it")
    page = author.page("/authoring")
    assert "Notice it" in page.text
    assert "1 May 2027" in page.text


def test_a_modules_questions_show_the_right_answer_and_the_source(author, make):
    module = make.module()
    page = author.page(f"/authoring/{module.slug}")
    assert "Right: The safe act" in " ".join(page.text.split())
    assert "facts A1.1" in page.text
    assert "Safety-critical" in page.text


def test_a_module_that_was_never_published_is_not_there(author, make):
    module = make.module(published_on=None)
    assert author.get(f"/authoring/{module.slug}").status_code == 404


def test_a_contact_that_nobody_checked_says_so(author, make):
    make._add(
        Contact(
            key="helpline",
            name="A helpline",
            number="0800 000 0000",
            hours="Always",
            what="Advice",
            source="facts",
            verified_on=None,
            review_by=date(2030, 1, 1),
        )
    )
    assert "Not checked: number not shown" in author.page("/authoring").text
