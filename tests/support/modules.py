"""A folder of modules small enough to read in a test, and without a fault."""

from pathlib import Path

CONTACTS = """\
contacts:
  - key: emergency
    name: Emergency services
    number: "999"
    hours: Always
    what: Someone is in danger now.
    source: facts A3
  - key: helpline
    name: The Helpline
    number: "0800 111 2222"
    url: https://helpline.example
    hours: Always
    what: Advice.
    source: facts A3
    verified_on: 2026-11-02
    verified_by: A. Coordinator
    review_by: 2027-02-01
"""
MODULE = """\
code: M01
title: "Small: a module"
level: A
minutes: 8
refresh_months: 24
audience: Everyone.
why: You may be the only one who notices.
outcomes:
  - Say what you saw.
prerequisites: []
pass_share: 80
blueprint:
  T1: {items: 2, safety: 1}
law_as_at: 2026-11-01
review_by: 2027-05-01
change: {kind: material, note: First published.}
"""
NOTICE = """\
---
title: Notice what fits together
minutes: 2
source: ["facts A1"]
check:
  text: What counts?
  options:
    - {text: A single sign, feedback: It is weak.}
    - {text: A pattern, correct: true, feedback: "Yes: several signs."}
---
One sign is weak. A **pattern** counts.

::: say
"I see everyone alone."
:::
"""
TELL = """\
---
title: Tell somebody today
minutes: 2
source: ["facts A3"]
law_sensitive: true
---
Danger now? Call {contact:emergency}.

::: my-agency
:::
"""
STORY = """\
title: The car wash
minutes: 2
source: ["facts A2"]
intro: It is early.
start: arrive
nodes:
  arrive:
    text: |-
      Four people wash your car.

      They have no gloves.
    choices:
      - id: film
        text: Film them
        tag: unsafe-confrontation
        feedback: He sees the phone.
        next: warned
      - id: tell
        text: Tell your lead
        tag: right-referral
        feedback: That is right.
        next: told
  warned:
    ending: poor
    text: They were moved.
  told:
    ending: good
    text: Help came.
"""
SUMMARY = """\
# The module on one page

Notice, and call {contact:helpline}.
"""
ITEM = """\
  - id: m01-t1-{number:02}
    type: single
    level: A
    subtag: cluster
    setting: any
    safety_critical: {safety}
    source: "facts A2"
    read_again: notice
    text: Question {number}?
    options:
      - text: The right answer
        correct: true
        feedback: Yes.
      - text: The wrong answer
        feedback: No.
    why: It teaches.
"""


def questions() -> str:
    """Six questions of T1; the first three are safety-critical."""
    items = [ITEM.format(number=one, safety=str(one <= 3).lower()) for one in range(1, 7)]
    return "topic: T1\nitems:\n" + "".join(items)


def write_modules(folder: Path, slug: str = "small") -> Path:
    """Write the module and its contacts below ``folder``; gives the root that holds them."""
    root = folder / "modules"
    module = root / slug
    for name in ("screens", "scenarios", "questions"):
        (module / name).mkdir(parents=True)
    for path, text in (
        (root / "contacts.yaml", CONTACTS),
        (module / "module.yaml", MODULE),
        (module / "screens" / "01-notice.md", NOTICE),
        (module / "screens" / "02-tell.md", TELL),
        (module / "scenarios" / "03-car-wash.yaml", STORY),
        (module / "questions" / "t1.yaml", questions()),
        (module / "summary.md", SUMMARY),
    ):
        path.write_text(text, "utf-8")
    return root


def change(path: Path, old: str, new: str) -> None:
    """Replace the first ``old`` in a file, which must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")


CHECK = """\
kind: check
code: K01
title: Partnership knowledge check
level: A
minutes: 15
audience: Everyone.
why: You see what you know.
form: one
law_as_at: 2026-11-01
review_by: 2027-05-01
change: {kind: material, note: First published.}
"""
ANCHOR = """\
  - id: k01-{topic}-{level}{number}
    type: single
    level: {LEVEL}
    subtag: cluster
    setting: any
    anchor: true
    reserve: {reserve}
    source: "facts A2"
    teaches: M01/notice
    text: Do you know {topic} {level}{number}?
    options:
      - text: The right answer
        correct: true
        feedback: Yes.
      - text: The wrong answer
        feedback: No.
    why: It teaches.
"""


def write_check(root: Path) -> Path:
    """Write a knowledge check beside the modules: one question in use and one in reserve for each
    topic and level. Gives its folder."""
    folder = root / "knowledge-check"
    (folder / "questions").mkdir(parents=True)
    (folder / "module.yaml").write_text(CHECK, "utf-8")
    for topic in range(1, 11):
        items = "".join(
            ANCHOR.format(topic=f"t{topic}", level=level, LEVEL=level.upper(), number=number,
                          reserve=str(number > 1).lower())
            for level in "abc"
            for number in (1, 2)
        )  # fmt: skip
        text = f"topic: T{topic}\nitems:\n{items}"
        (folder / "questions" / f"t{topic}.yaml").write_text(text, "utf-8")
    return folder
