"""GIFT is read as Moodle reads it: names, formats, weights, feedback, escapes, categories."""

import pytest

from elearn.content.exchange.foreign import Broken, Pair, Rich
from elearn.content.exchange.gift_reading import read_gift


def only(text):
    (question,) = read_gift(text).questions
    return question


def answers(question):
    return [(one.text.text, one.share, one.feedback.text) for one in question.answers]


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("~a =b", "multichoice"),
        ("~%50%a ~%50%b ~c", "multichoice of several"),
        ("T", "truefalse"),
        ("FALSE#no#yes", "truefalse"),
        ("=no one =nobody", "shortanswer"),
        ("nobody", "shortanswer"),
        ("=a -> 1 =b -> 2", "matching"),
        (">3 ALL\na\nb\nc\n", "ordering"),
        ("#1822:5", "numerical"),
        ("", "essay"),
    ],
)
def test_the_type_is_told_by_what_stands_between_the_braces(inside, kind):
    assert only(f"Who?{{{inside}}}").kind == kind


def test_a_text_without_braces_is_no_question():
    assert only("Read this first.").kind == "description"


def test_a_choice_has_its_feedback_and_its_shares():
    question = only("::Shoes:: Fits? {\n=debt#Yes: it holds.\n~%-25%rain # no\n~sun\n####Why.}")
    assert (question.name, question.text.text, question.line) == ("Shoes", "Fits?", 1)
    assert answers(question) == [
        ("debt", 100.0, "Yes: it holds."), ("rain", -25.0, "no"), ("sun", 0.0, ""),
    ]  # fmt: skip
    assert question.general.text == "Why."


def test_escaped_signs_are_ordinary():
    question = only(r"Is \{1\} \= \~1\: a\#b\\c \n x? {=\= 2 ~\%50\% is \~}")
    assert question.text.text == "Is {1} = ~1: a#b\\c \n x?"
    assert [one.text.text for one in question.answers] == ["= 2", "\\%50\\% is ~"]


def test_true_and_false_know_what_is_said_to_whom():
    assert answers(only("So?{F#You are wrong#You are right}")) == [
        ("true", 0.0, "You are wrong"), ("false", 100.0, "You are right"),
    ]  # fmt: skip


def test_formats_are_named_and_pass_on_to_answers():
    question = only("[markdown]**Who**?{=[html]<b>me</b>#you ~them}")
    assert question.text == Rich("**Who**?", "markdown")
    assert [one.text.format for one in question.answers] == ["html", "markdown"]
    assert question.answers[0].feedback.format == "markdown"
    assert only("[sic] Who?{T}").text == Rich("[sic] Who?", "moodle")


def test_pairs_and_what_belongs_to_nothing():
    question = only("Match. {\n=Canada -> Ottawa\n=<b>Italy</b> -> Rome\n= -> Tokyo\n}")
    assert question.pairs[1] == Pair(Rich("<b>Italy</b>", "moodle"), Rich("Rome", "plain"))
    assert question.pairs[2].left.text == ""


def test_steps_stand_on_lines_of_their_own():
    question = only(
        "::Order::[html]Put in order.{>2 RANDOM\nFirst\nSecond &#61; 2\nThird\n####Why}"
    )
    assert [one.text.text for one in question.answers] == ["First", "Second &#61; 2", "Third"]
    assert question.losses == ("a part of its steps was asked, here all are",)
    assert question.general.text == "Why"


def test_a_word_that_is_missing_leaves_a_blank():
    assert only("Grant is {~buried =entombed} in a tomb.").text.text == "Grant is _____ in a tomb."


def test_categories_comments_tags_and_lines():
    text = (
        "\ufeff".replace("\ufeff", "") + "// a file\n$CATEGORY: $course$/top/Signs/At work\n\n"
        "// [id:one] [tag:shoes] [tag:a\\]b]\n::One::Who?{T}\n\n\n"
        "$CATEGORY: Routes\n::Two::\n// inside\nWho\nelse?\n{F}\n"
    )
    one, two = read_gift(text).questions
    assert (one.line, one.category, one.tags) == (5, "Signs/At work", ("shoes", "a]b"))
    assert (two.line, two.category, two.tags) == (9, "Routes", ())
    assert two.text.text == "Who\nelse?"


def test_an_empty_line_between_answers_does_not_end_the_question():
    assert len(answers(only("Who?{\n=me\n\n~you\n}"))) == 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who? =me}", "has a } without a { that belongs to it"),
        ("Who? {=me} or {=you}", "holds more than one { or }"),
        ("Match. {=a -> 1 =b}", "has a line without -> among its pairs"),
        ("Order. {>3 ALL}", "has no line for each of its steps"),
    ],
)
def test_what_is_broken_is_told_and_the_rest_is_read(text, why):
    broken, good = read_gift(f"{text}\n\n::Good::Who?{{T}}\n").questions
    assert isinstance(broken, Broken)
    assert broken.why.startswith(why)
    assert good.name == "Good"


def test_a_question_that_is_never_closed_is_told():
    assert only("Who? {=me").why == "has a { without a } that belongs to it"


def test_signs_of_our_own_in_a_file_are_not_taken_for_escapes():
    assert only("Who \ue07d?{T}").text.text == "Who \ufffd?"
