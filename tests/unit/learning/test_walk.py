from elearn.learning.walk import Made, ending_reached, follow, latest_walk
from tests.support.document import small_scenario

STORY = small_scenario()
TOLD = Made(1, 0, "see", "tell")


def test_a_walk_begins_at_the_start():
    walk = follow(STORY, 1, [])
    assert walk.at.name == "see"
    assert walk.taken == ()
    assert not walk.is_over


def test_a_choice_leads_to_its_node():
    walk = follow(STORY, 1, [TOLD])
    assert walk.at.name == "told"
    assert walk.is_over
    assert [one.tag_words for one in walk.taken] == ["Told the right people"]
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
