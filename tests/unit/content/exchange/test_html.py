"""HTML of others becomes the Markdown that is used here, safely; what cannot is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.content.exchange.foreign import Rich
from elearn.content.exchange.html_markdown import as_blocks, convert
from elearn.content.markdown import plain, render, render_inline


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Who <b>is</b> <i>she</i>?</p>", "Who **is** *she*?"),
        ("a<strong> b </strong>c", "a **b** c"),
        ('<a href="https://gov.example/a?b=1&amp;c=2">the <b>guide</b></a>',
         "[the **guide**](https://gov.example/a?b=1&c=2)"),
        ("5 &lt; 6 &amp;&nbsp;7", "5 < 6 & 7"),
        ("a_b_c", "a_b_c"),
        ("2*3*4", "2\\*3\\*4"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("line<br/>break\n  and space", "line break and space"),
    ],
)  # fmt: skip
def test_words_and_marks_come_through(html, markdown):
    made = convert(Rich(html))
    assert made.inline == markdown
    assert made.losses == ()


@pytest.mark.parametrize(
    ("html", "words", "loss"),
    [
        ('<img src="x.png" alt="a desk"> Who?', "(a desk) Who?", "a picture is left out, and its"),
        ("<img src=x>Who?", "Who?", "a picture is left out, and it had no"),
        ("<script>alert(1)</script>Who?", "Who?", "a script or form is left out"),
        ('<iframe src="https://a.example"></iframe>Who?', "Who?", "a recording or frame"),
        ('<a href="http://a.example">Who</a>?', "Who?", "a link that is not https"),
        ('<a href="javascript:alert(1)">Who</a>?', "Who?", "a link that is not https"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b", "a table is now one text"),
        ("H<sub>2</sub>O", "H2O", "raised or lowered letters"),
        ("<pre>x = 1</pre>", "x = 1", "code is now ordinary text"),
        ("<ul><li>one</li><li>two.</li><li>three</li></ul>", "one; two. three", "a list is now"),
        ("a<b>“b”</b>c", "a“b”c", "bold or italics could not be kept"),
        (r"\(x^2\)", r"\(x^2\)", "a formula stays as it was typed"),
    ],
)
def test_what_is_lost_is_told(html, words, loss):
    made = convert(Rich(html))
    assert plain(render_inline(made.inline).html).strip() == words
    assert any(one.startswith(loss) for one in made.inline_losses)


def test_each_format_is_read_in_its_own_way():
    assert convert(Rich("a < b & **c**", "plain")).inline == r"a \< b \& \*\*c\*\*"
    assert convert(Rich("**a** [b](https://c.example)", "markdown")).inline == (
        "**a** [b](https://c.example)"
    )
    assert convert(Rich("a\nb", "moodle")).inline == "a b"


def test_blocks_keep_their_lists_and_begin_as_paragraphs():
    made = convert(Rich("<p># A</p><ul><li>x</li><li>y</li></ul><ol><li>1</li></ol><p>2. b</p>"))
    assert as_blocks(made.blocks) == "\\# A\n\n- x\n- y\n1. 1\n\n2\\. b"
    assert not render(as_blocks(made.blocks)).faults


TEXT = st.text(
    alphabet=st.sampled_from(list("ab .,*_`[]()<>&#~|\\{}=:!-+1\"'“”\n\té\u200b\x07")), max_size=30
)


@settings(deadline=None)  # the first text waits for the libraries
@given(TEXT)
def test_plain_words_stay_what_they_are(text):
    made = convert(Rich(text, "plain"))
    wanted = " ".join(text.replace("\u200b", "").replace("\x07", "").split()).replace("](", "] (")
    assert plain(render_inline(made.inline).html) == wanted
    assert not render_inline(made.inline).faults


@settings(deadline=None)  # the first text waits for the libraries
@given(st.lists(st.tuples(st.sampled_from(["", "b", "i", "p", "li", "script", "a"]), TEXT)))
def test_whatever_stands_in_the_html_nothing_unsafe_comes_out(pieces):
    html = "".join(f"<{tag} onclick=x href='javascript:1'>{text}</{tag}>" if tag else text
                   for tag, text in pieces)  # fmt: skip
    made = convert(Rich(html))
    for text in (render_inline(made.inline), render(as_blocks(made.blocks))):
        assert not text.faults
        assert "javascript:" not in text.html.replace("&#39;", "")
        assert "onclick" not in text.html
