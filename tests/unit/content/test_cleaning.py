"""What is cleaned again when it is shown comes out as it was published, and nothing else does."""

import pytest

from elearn.content.cleaning import clean_again, drawn_again
from elearn.content.drawing import read_drawing
from elearn.content.markdown import render, render_inline

TEXT = """\
Ask **first**, then [read](https://www.gov.uk/a?b=c&d=e#f) & *wait* 3 < 4.

- one
- two

| Sign | How many |
|------|---------:|
| debt | 3 |

::: say
"I see everyone alone." Call {contact:helpline}.
:::

::: details What if he refuses?
Then say so.
:::

::: my-agency
:::
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">{}</svg>'
SHAPE = '<text x="10" y="40" font-size="24">Ask &amp; wait</text><path d="M0 0L5 5"/>'


@pytest.mark.parametrize(
    "made", [render(TEXT), render_inline("A **safe** & quick act {contact:a}")]
)
def test_what_was_published_stays_as_it_is(made):
    assert not made.faults
    assert clean_again(made.html) is made.html


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)">x</p>',
        '<svg class="app-icon" onload="alert(1)"><use href="#i-do"/></svg>',
        "<iframe src=https://evil.example></iframe>",
        '<p style="position:fixed">x</p>',
        '<form action="https://evil.example"><input name=a></form>',
    ],
)
def test_what_nobody_could_publish_is_taken_out(bad):
    shown = clean_again(f"<p>Before</p>{bad}<p>After</p>")
    for word in ('alert(1)"', "onerror", "javascript:", "onload", "<script", "<iframe", "style"):
        assert word not in shown
    assert "<form" not in shown
    assert "<p>Before</p>" in shown
    assert "<p>After</p>" in shown


def test_a_drawing_comes_out_as_it_was_published():
    drawing = read_drawing(SVG.format(SHAPE)).markup("Three <people> & a van")
    assert drawn_again(drawing, "Three <people> & a van") == drawing


@pytest.mark.parametrize(
    "bad",
    ["<script>alert(1)</script>", '<rect onload="alert(1)"/>', '<a href="https://e"/>', "<rect"],
)
def test_of_a_drawing_with_anything_else_in_it_nothing_is_shown(bad):
    assert drawn_again(SVG.format(bad), "A drawing") == ""
