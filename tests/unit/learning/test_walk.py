from elearn.learning.pages.way import in_a_sentence, tag_words
from elearn.learning.walk import Made, ending_reached, follow, latest_walk
from tests.support.activities import ADULT, CHILD, boy_at_the_gate
from tests.support.document import small_scenario

STORY = small_scenario()
TOLD = Made(1, 0, "see", "tell")
BOY = boy_at_the_gate()
ASKED = Made(1, 0, "meet", "ask")
PASSED = Made(1, 0, "meet", "pass")


def test_a_walk_begins_at_the_start():
    walk = follow(STORY, 1, [])
    assert walk.at.name == "see"
    assert walk.taken == ()
    assert not walk.is_over


def test_a_choice_leads_to_its_node():
    walk = follow(STORY, 1, [TOLD])
    assert walk.at.name == "told"
    assert walk.is_over
    assert [tag_words(one) for one in walk.taken] == ["Told the right people"]
    assert walk.taken[0].is_good


def test_walks_are_followed_apart():
    both = [TOLD, Made(2, 0, "see", "wait")]
    assert follow(STORY, 1, both).at.name == "told"
    assert follow(STORY, 2, both).at.name == "late"
    assert latest_walk(both) == 2


def test_a_choice_the_story_no_longer_has_ends_what_is_known():
    assert follow(STORY, 1, [Made(1, 0, "see", "fly")]).at.name == "see"


def test_a_step_that_is_missing_ends_what_is_known():
    assert follow(STORY, 1, [Made(1, 1, "see", "tell")]).at.name == "see"


def test_any_walk_that_came_to_an_ending_lets_one_go_on():
    assert not ending_reached(STORY, [])
    assert ending_reached(STORY, [TOLD])
    assert ending_reached(STORY, [TOLD, Made(2, 0, "see", "fly")])


def test_the_first_walk_is_number_one():
    assert latest_walk([]) == 1


def test_what_is_so_is_found_by_making_the_choices_again():
    assert follow(BOY, 1, []).state == ADULT
    assert follow(BOY, 1, [ASKED]).state == CHILD
    assert follow(BOY, 1, [PASSED]).state == ADULT


def test_only_what_holds_is_offered_and_shown():
    assert [one.id for one in follow(BOY, 1, [PASSED]).choices] == ["lead", "wait"]
    child = follow(BOY, 1, [ASKED])
    assert [one.id for one in child.choices] == ["tell", "lead", "wait"]
    assert "You know that he is a child." in child.html


def test_a_choice_leads_where_the_story_stands():
    assert follow(BOY, 1, [PASSED, Made(1, 1, "again", "lead")]).at.name == "asked"
    assert follow(BOY, 1, [ASKED, Made(1, 1, "again", "lead")]).at.name == "helped"


def test_a_choice_that_was_not_offered_ends_what_is_known():
    assert follow(BOY, 1, [PASSED, Made(1, 1, "again", "tell")]).at.name == "again"


def said(*made):
    return in_a_sentence(follow(BOY, 1, made).taken)


def test_the_way_that_was_taken_is_said_in_a_sentence():
    wait, lead = Made(1, 1, "again", "wait"), Made(1, 1, "again", "lead")
    assert said() == ""
    assert said(PASSED, lead) == "You made one choice that missed what there was to notice."
    assert said(PASSED, wait) == (
        "You made one choice that missed what there was to notice and one choice that lost time."
    )
    assert said(ASKED, lead) == "All 2 choices you made kept people safe or told the right people."
    assert said(ASKED) == "The choice you made kept people safe or told the right people."
