from elearn.content.markdown import render
from elearn.gateways.flow import flow


def words(blocks):
    """All that is said, block by block, without how it is set."""
    said = []
    for block in blocks:
        said += ["".join(run["text"] for run in block.get("runs", ()))] if "runs" in block else []
        for inner in block.get("items", ()):
            said += words(inner)
        for row in block.get("rows", ()):
            said += words(row)
        said += words(block.get("blocks", ()))
    return said


def of(markdown):
    return flow(render(markdown).html)


def test_a_paragraph_keeps_what_is_strong_and_what_is_a_link():
    [block] = of("Call **now** or [read on](https://gov.example/a).")
    assert block["kind"] == "paragraph"
    assert [(run["text"], run["strong"], run["href"]) for run in block["runs"]] == [
        ("Call ", False, ""),
        ("now", True, ""),
        (" or ", False, ""),
        ("read on", False, "https://gov.example/a"),
        (".", False, ""),
    ]


def test_headings_and_lists_keep_their_order():
    blocks = of("## Notice\n\n- one\n- two\n\n1. first\n2. second")
    assert [block["kind"] for block in blocks] == ["heading", "list", "list"]
    assert [block.get("ordered") for block in blocks] == [None, False, True]
    assert words(blocks) == ["Notice", "one", "two", "first", "second"]


def test_a_list_in_a_list_stays_inside():
    [outer] = of("- one\n  - deep\n- two")
    assert [block["kind"] for block in outer["items"][0]] == ["paragraph", "list"]
    assert words([outer]) == ["one", "deep", "two"]


def test_a_table_keeps_its_head_and_gives_long_columns_more_room():
    [table] = of("| Where | What |\n|---|---|\n| At work | " + "No safety kit " * 5 + "|")
    assert [cell["head"] for cell in table["rows"][0]] == [True, True]
    assert words([table])[:3] == ["Where", "What", "At work"]
    assert table["widths"] == [12, 60]


def test_boxes_keep_their_tone_and_title():
    say, unfold = of('::: say\n"Hello."\n:::\n\n::: details More\nText.\n:::')
    assert (say["tone"], unfold["tone"]) == ("do", "details")
    assert [block["kind"] for block in say["blocks"]] == ["title", "paragraph"]
    assert words([say]) == ["Say this", '"Hello."']
    assert words([unfold]) == ["More", "Text."]


def test_drawings_are_left_out_and_signs_are_themselves():
    assert words(flow("<p>a &amp; b<svg><title>x</title><path/></svg> &lt;c&gt;</p>")) == [
        "a & b <c>"
    ]


def test_what_is_not_closed_does_no_harm():
    for html in ("<p>a", "</p></li></ul>", "<li>a", "<td>x", "<ul><li>a</ul>b", "<a>a</strong>b"):
        flow(html)
