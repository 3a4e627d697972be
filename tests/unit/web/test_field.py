"""A WTForms field is drawn with its label, its hint, what was typed, and what to mend."""

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Optional

from tests.support.html import templates

MODULE = templates().get_template("components/field.html").module
WORDS = [SelectChoice("a", "First", {"hint": "The one above"}), SelectChoice("b", "Second")]


class Part(Form):
    role = StringField("Role", [DataRequired("Enter the role")])


class Sample(Form):
    email = EmailField(
        "Work e-mail",
        [DataRequired("Enter your e-mail")],
        description="We write to you here",
        render_kw={"autocomplete": "email"},
    )
    secret = PasswordField("Password", [DataRequired("Enter your password")])
    people = IntegerField("How many people", [Optional()])
    on = DateField("When", [DataRequired("Enter the date")], format=["%d %m %Y", "%Y-%m-%d"])
    until = DateField("Until", [Optional()])
    one = RadioField("Which one", choices=WORDS, validators=[InputRequired("Choose one")])
    several = SelectMultipleField("Which of these", choices=WORDS)
    listed = SelectField("From a list", choices=WORDS)
    why = TextAreaField("Why")
    agreed = BooleanField("I agree")
    roster = FileField("The roster")
    token = HiddenField(validators=[DataRequired("Open the page again")])
    part = FormField(Part)
    names = FieldList(StringField("Name", [DataRequired("Enter a name")]), min_entries=1)


def filled(**typed) -> Sample:
    pairs = [(name, one) for name, given in typed.items() for one in given]
    form = Sample(MultiDict(pairs))
    form.validate()
    return form


def drawn(field, **how) -> BeautifulSoup:
    return BeautifulSoup(str(MODULE.field(field, **how)), "html.parser")


def test_a_text_field_keeps_its_type_hint_and_what_was_typed():
    soup = drawn(filled(email=["amina@trust.example"]).email)
    box = soup.select_one("input#email")
    assert (box["type"], box["value"]) == ("email", "amina@trust.example")
    assert box["autocomplete"] == "email"
    assert soup.select_one("#email-hint").text == "We write to you here"
    assert box["aria-describedby"] == "email-hint"


def test_an_error_stands_at_the_field_and_is_named_by_it():
    soup = drawn(filled().email)
    assert soup.select_one("#email-error").text == "Error: Enter your e-mail"
    assert soup.select_one("input")["aria-describedby"] == "email-hint email-error"


def test_a_password_is_never_sent_back():
    assert "value" not in drawn(filled(secret=["correct horse"]).secret).select_one("input").attrs


def test_a_number_is_typed_into_a_text_box_with_digits():
    box = drawn(filled(people=["12"]).people).select_one("input")
    assert (box["type"], box["inputmode"], box["value"]) == ("text", "numeric", "12")


def test_a_date_in_three_boxes_posts_under_one_name_and_keeps_a_wrong_one():
    form = filled(on=["31", "x", "2026"])
    boxes = drawn(form.on).select("input")
    assert [box["value"] for box in boxes] == ["31", "x", "2026"]
    assert {box["name"] for box in boxes} == {"on"}
    assert filled(on=["31", "3", "2026"]).on.data.isoformat() == "2026-03-31"


def test_a_date_of_another_format_stays_one_box():
    assert len(drawn(filled(until=["2026-03-31"]).until).select("input")) == 1


@pytest.mark.parametrize("name", ["one", "several"])
def test_choices_keep_what_was_chosen_and_show_their_hints(name):
    soup = drawn(filled(**{name: ["b"]})[name])
    assert [box["value"] for box in soup.select("input[checked]")] == ["b"]
    assert soup.select_one(f"#{name}-item-hint").text == "The one above"
    assert soup.select_one("legend").text


def test_a_list_a_long_text_a_box_and_a_file_are_drawn_as_such():
    form = filled(listed=["b"], why=["<b>because</b>"], agreed=["y"])
    assert drawn(form.listed).select_one("option[selected]")["value"] == "b"
    assert drawn(form.why, max_length=200).select_one("textarea").text.strip() == "<b>because</b>"
    assert drawn(form.agreed).select_one("input[checked]")
    assert drawn(form.roster, accept=".csv").select_one("input[type=file]")["accept"] == ".csv"
    assert drawn(form.token).select_one("input[type=hidden]")


def test_the_summary_links_each_error_to_the_box_to_mend():
    soup = BeautifulSoup(str(MODULE.form_errors(filled(email=["a@b.example"]))), "html.parser")
    links = {link["href"]: link.text for link in soup.select("a")}
    assert links["#on-day"] == "Enter the date"
    assert links["#one"] == "Choose one"
    assert links["#part-role"] == "Enter the role"
    assert links["#names-0"] == "Enter a name"
    assert "#email" not in links
    assert "Open the page again" in soup.text
    assert "#token" not in links


def test_there_is_no_summary_without_an_error():
    class Calm(Form):
        note = StringField("Note")

    form = Calm(MultiDict({"note": "Fine"}))
    assert form.validate()
    assert MODULE.form_errors(form) == ""
