"""Authors' Markdown becomes the service's own HTML, and nothing else gets through."""

import pytest
from bs4 import BeautifulSoup

from elearn.content.cleaning import ALLOWED
from elearn.content.markdown import plain, render, render_inline


def test_paragraphs_and_lists_carry_the_classes_of_the_service():
    html = render("One.\n\n- a\n- b\n\n1. c").html
    assert html == (
        '<p class="govuk-body">One.</p>\n'
        '<ul class="govuk-list govuk-list--bullet">\n<li>a</li>\n<li>b</li>\n</ul>\n'
        '<ol class="govuk-list govuk-list--number">\n<li>c</li>\n</ol>'
    )


def test_headings_are_second_and_third_level():
    assert render("## Two\n\n### Three").html == (
        '<h2 class="govuk-heading-m">Two</h2>\n<h3 class="govuk-heading-s">Three</h3>'
    )


def test_say_and_not_have_fixed_titles_and_icons():
    assert render('::: say\n"I see everyone alone."\n:::').html == (
        '<section class="app-callout app-callout--do">\n<h2 class="app-callout__title">'
        '<svg class="app-icon" aria-hidden="true" focusable="false"><use href="#i-do"/></svg>'
        'Say this</h2>\n<p class="govuk-body">"I see everyone alone."</p>\n</section>'
    )
    html = render("::: not\nNever.\n:::").html
    assert 'class="app-callout app-callout--stop"' in html
    assert "#i-stop" in html
    assert "Not this</h2>" in html


def test_a_note_has_the_title_its_author_gives():
    html = render("::: note Look after <yourself>\nStop when you like.\n:::").html
    assert "Look after &lt;yourself&gt;</h2>" in html


def test_details_unfold():
    assert render("::: details What if?\nThen this.\n:::").html == (
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">What if?</span></summary>\n'
        '<div class="govuk-details__text">\n<p class="govuk-body">Then this.</p>\n</div></details>'
    )


def test_a_table_scrolls_in_a_region_named_by_its_columns():
    html = render("| Sign | **How** many |\n|---|---:|\n| One | 2 |").html
    region = (
        '<div class="app-scroll" role="region" aria-label="Table: Sign, How many" tabindex="0">'
    )
    assert html.startswith(region + '<table class="govuk-table">')
    assert '<th class="govuk-table__header" scope="col">Sign</th>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">2</td>' in html
    assert "style" not in html


def test_a_link_says_nothing_about_where_the_learner_came_from():
    html = render_inline('[the law](https://www.legislation.gov.uk/x?a=1&b=2 "Title")').html
    address = "https://www.legislation.gov.uk/x?a=1&amp;b=2"
    assert html == f'<a href="{address}" class="govuk-link" rel="noreferrer">the law</a>'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "<javascript:alert(1)>",
        '<a href="https://a.example" onclick="alert(1)">x</a>',
        "::: note <img src=x onerror=alert(1)>\nx\n:::",
        '::: details "><script>alert(1)</script>\nx\n:::',
        "| <script>x</script> |\n|---|\n| a |",
        '| "onfocus=alert(1) x=" |\n|---|\n| a |',
        "<style>*{display:none}</style>",
        "<svg><use href='#i-do'/></svg>",
    ],
)
def test_nothing_that_runs_gets_through(text):
    for tag in BeautifulSoup(render(text).html, "html.parser").find_all(True):
        assert tag.name in {*ALLOWED, "svg", "use"}
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert tag.name != "a"
        assert tag.name != "use" or tag["href"] == "#i-note"


def test_a_fault_names_its_line():
    text = "First.\n\nSecond\nwith <b>bold</b>\n\n> quoted"
    assert [line for line, _ in render(text).faults] == [3, 3, 5]


def test_a_contact_inside_a_link_is_a_fault():
    [(line, message)] = render("[{contact:helpline}](https://a.example)").faults
    assert (line, message[:28]) == (0, "A contact is a link already:")


def test_a_column_title_cannot_smuggle_a_contact_into_an_attribute():
    assert 'aria-label="Table: (contact:x}"' in render("| {contact:x} |\n|---|\n| a |").html


def test_words_are_counted_outside_boxes_and_tables():
    text = (
        "One two **three**.\n\n::: say\nFour five.\n:::\n\n| a | b |\n|---|---|\n| c | d |\n\nSix"
    )
    assert (render(text).words, render(text).callouts) == (4, 1)


def test_plain_words_of_html():
    assert plain("Ring <strong>{contact:helpline}</strong> &amp; wait") == (
        "Ring {contact:helpline} & wait"
    )
