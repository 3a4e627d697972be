"""What screens hold besides text, and a story with a state: as documents and as files."""

from hashlib import sha256

from elearn.content.activities import Media, Picture, Sort, SortCard, SortGroup
from elearn.content.pages import Also, Choice, Node, Scenario, Screen, Turn
from tests.support.document import small_document

ADULT, CHILD = (("age", "adult"),), (("age", "child"),)

# Two frames of silence, as much of a film and of a WebM file as says what they are, and captions.
MP3 = (b"\xff\xfb\x90\x00" + bytes(413)) * 2
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(12) + b"\x00\x00\x00\x08free"
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(20)
VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nGood morning.\n"

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160">
<rect x="10" y="10" width="140" height="60" fill="#f8f5f0" stroke="#6b1d4e" stroke-width="3"/>
<text x="80" y="46" font-size="18" text-anchor="middle">You notice</text>
</svg>
"""
SORT_YAML = """\
sort:
  text: Sort what the crew saw.
  groups:
    - {id: pass-on, name: Pass it on today}
    - {id: note, name: Note it and stay curious}
  cards:
    - {text: A mattress behind a curtain, group: pass-on, feedback: "Somebody sleeps there."}
    - {text: A rota on the wall, group: note, feedback: "Ordinary in most places."}
    - {text: A bolt outside a door, group: pass-on, feedback: "Somebody can be shut in."}
    - {text: A full bin, group: note, feedback: "It tells you nothing."}
"""
STORY_YAML = """\
title: The boy at the gate
minutes: 2
source: ["facts A2"]
intro: You are early.
state: {age: adult}
start: meet
nodes:
  meet:
    text: A young man waits at the gate.
    choices:
      - id: ask
        text: Ask how old he is
        tag: safe
        feedback: He says sixteen.
        set: {age: child}
        next: again
      - id: pass
        text: Go in without a word
        tag: missed-sign
        feedback: You do not learn that he is sixteen.
        next: again
  again:
    text: Your colleague comes out.
    also:
      - {when: {age: child}, text: You know that he is a child.}
    choices:
      - id: tell
        text: Tell the children's front door
        tag: right-referral
        feedback: They act at once.
        when: {age: child}
        next: helped
      - id: lead
        text: Tell your lead
        tag: right-referral
        feedback: Your lead asks how old he is.
        next: asked
        next_when: [{when: {age: child}, next: helped}]
      - id: wait
        text: Wait until Monday
        tag: delay
        feedback: He is gone by then.
        next: gone
  asked: {ending: mixed, text: Your lead finds out for you.}
  helped: {ending: good, text: He is safe tonight.}
  gone: {ending: poor, text: Nobody knows where he is.}
"""


def small_sort() -> Sort:
    return Sort(
        "Sort what the crew saw.",
        (SortGroup("pass-on", "Pass it on today"), SortGroup("note", "Note it")),
        (
            SortCard("A mattress behind a curtain", "pass-on", "Somebody sleeps there."),
            SortCard("A rota on the wall", "note", "Ordinary in most places."),
            SortCard("A bolt outside a door", "pass-on", "Somebody can be shut in."),
            SortCard("A full bin", "note", "It tells you nothing."),
        ),
    )


def small_picture() -> Picture:
    svg = SVG.replace("<svg ", '<svg role="img" aria-label="You notice." ', 1)
    return Picture(svg, "You notice.", "The first step")


def small_media(kind="audio") -> Media:
    captions = sha256(VTT.encode()).hexdigest()
    if kind == "video":
        return Media(kind, "video/mp4", sha256(MP4).hexdigest(), captions, "<p>Good morning.</p>")
    return Media(kind, "audio/mpeg", sha256(MP3).hexdigest(), "", "<p>Good morning.</p>")


def boy_at_the_gate() -> Scenario:
    """The story of STORY_YAML."""
    lead = Choice("lead", "Tell your lead", "right-referral", "<p>How old?</p>", "asked")
    return Scenario(
        slug="story",
        title="The boy at the gate",
        minutes=2,
        intro="<p>You are early.</p>",
        start="meet",
        nodes=(
            Node(
                "meet",
                "<p>A young man waits.</p>",
                (
                    Choice("ask", "Ask his age", "safe", "<p>Sixteen.</p>", "again", sets=CHILD),
                    Choice("pass", "Go in", "missed-sign", "<p>You learn nothing.</p>", "again"),
                ),
            ),
            Node(
                "again",
                "<p>Your colleague comes out.</p>",
                (
                    Choice(
                        "tell", "Tell the front door", "safe", "<p>At once.</p>", "helped", CHILD
                    ),
                    Choice(
                        lead.id, lead.text, lead.tag, lead.feedback, lead.next,
                        turns=(Turn(CHILD, "helped"),),
                    ),
                    Choice("wait", "Wait until Monday", "delay", "<p>He is gone.</p>", "gone"),
                ),
                also=(Also(CHILD, "<p>You know that he is a child.</p>"),),
            ),
            Node("asked", "<p>Your lead finds out.</p>", ending="mixed"),
            Node("helped", "<p>He is safe tonight.</p>", ending="good"),
            Node("gone", "<p>Nobody knows where he is.</p>", ending="poor"),
        ),
        source=("facts A2",),
        state=ADULT,
    )  # fmt: skip


def rich_document(slug: str, code: str, title: str, *, media="audio", **facts):
    """A module with a sort, a picture, a recording and a story with a state."""
    source = ("facts A1",)
    pages = (
        Screen("first", "The first idea", 2, "<p>Notice.</p>", source, sort=small_sort()),
        Screen("second", "The second idea", 2, "<p>Look.</p>", source, picture=small_picture()),
        Screen("third", "The third idea", 2, "<p>Hear.</p>", source, media=small_media(media)),
        boy_at_the_gate(),
    )
    return small_document(slug, code, title, pages=pages, **facts)


def write_activities(module) -> None:
    """Give the module of ``write_modules`` a sort, a picture, a recording and a story with a
    state; its screens are ``notice`` (sort and picture) and ``tell`` (recording)."""
    notice, tell = module / "screens/01-notice.md", module / "screens/02-tell.md"
    head, _, body = notice.read_text("utf-8").partition("check:")
    picture = "picture: {file: pictures/notice.svg, alt: You notice., caption: The first step}\n"
    notice.write_text(head + SORT_YAML + picture + "---" + body.partition("---")[2], "utf-8")
    media = "media:\n  kind: video\n  file: media/tell.mp4\n  captions: media/tell.vtt\n"
    media += "  transcript: |\n    Good morning.\n"
    text = tell.read_text("utf-8").replace("law_sensitive: true\n", media, 1)
    tell.write_text(text, "utf-8")
    (module / "scenarios/03-car-wash.yaml").write_text(STORY_YAML, "utf-8")
    for name, content in (
        ("pictures/notice.svg", SVG.encode()),
        ("media/tell.mp4", MP4),
        ("media/tell.vtt", VTT.encode()),
    ):
        (module / name).parent.mkdir(exist_ok=True)
        (module / name).write_bytes(content)
