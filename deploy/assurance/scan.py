"""Runs bandit and our own semgrep rules, and says what is neither right nor justified."""
# ruff: noqa: T201

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RULES = HERE / "rules.yaml"
TARGETS = ("elearn", "wsgi.py", "deploy/gunicorn.py")
TOOLS = Path(sys.executable).parent
NOQA = re.compile(r"# noqa: S(\d{3})")
SKIPPED = {"B404": "that subprocess is imported says nothing; B602 to B607 look at each call"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line that a rule objects to."""

    rule: str
    path: str
    line: int
    says: str


def run(*words: str) -> str:
    """What a tool prints; findings are no failure, anything above 1 is one."""
    others = os.environ | {"PATH": f"{TOOLS}:{os.environ.get('PATH', '')}"}
    done = subprocess.run(  # noqa: S603 - words of ours, no shell
        words, cwd=ROOT, env=others, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        sys.exit(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def bandit() -> tuple[list[Finding], int]:
    """What bandit finds, without what the line itself justifies; and how many those are."""
    skipped = ",".join(SKIPPED)
    read = json.loads(run(str(TOOLS / "bandit"), "-q", "-r", *TARGETS, "-s", skipped, "-f", "json"))
    found = [one for one in read["results"] if not is_justified_there(one)]
    said = [
        Finding(one["test_id"], one["filename"], one["line_number"], one["issue_text"])
        for one in found
    ]
    return said, len(read["results"]) - len(found)


def is_justified_there(one: dict[str, Any]) -> bool:
    """Whether a line of the finding carries ruff's mark of the same number: S608 is B608."""
    lines = (ROOT / one["filename"]).read_text("utf-8").splitlines()
    marked = {number for at in one["line_range"] for number in NOQA.findall(lines[at - 1])}
    return one["test_id"][1:] in marked


def semgrep(examples: Path) -> list[dict[str, Any]]:
    words = ("scan", "--config", str(RULES), "--metrics", "off", "--disable-version-check")
    targets = (*TARGETS, str(examples))
    read = json.loads(
        run(str(TOOLS / "semgrep"), *words, "-q", "-j", "2", "--no-git-ignore", "--json", *targets)
    )
    if broken := [one["message"] for one in read["errors"] if one["level"] == "error"]:
        sys.exit("semgrep failed:\n" + "\n".join(broken))
    results: list[dict[str, Any]] = read["results"]
    return results


def our_rules() -> tuple[list[Finding], list[str]]:
    """What our rules find in the product, and the rules that overlook their own example."""
    rules = yaml.safe_load(RULES.read_text("utf-8"))["rules"]
    with tempfile.TemporaryDirectory() as folder:
        for rule in rules:
            ending = "py" if rule["languages"] == ["python"] else "html"
            Path(folder, f"{rule['id']}.{ending}").write_text(rule["metadata"]["finds"], "utf-8")
        found = semgrep(Path(folder))
        caught = {
            name(one)
            for one in found
            if Path(one["path"]).is_relative_to(folder) and Path(one["path"]).stem == name(one)
        }
        ours = [one for one in found if not Path(one["path"]).is_relative_to(folder)]
    said = {
        Finding(name(one), one["path"], one["start"]["line"], one["extra"]["message"])
        for one in ours
    }
    return list(said), [rule["id"] for rule in rules if rule["id"] not in caught]


def name(one: dict[str, Any]) -> str:
    """A rule's own name, without the folders that semgrep puts before it."""
    return str(one["check_id"]).rpartition(".")[2]


def not_justified(found: list[Finding]) -> list[str]:
    """A line for each finding beyond what justified.yaml says, and for each it says in vain."""
    held = yaml.safe_load((HERE / "justified.yaml").read_text("utf-8"))
    right = {(one["rule"], one["file"]): one["count"] for one in held if one["why"]}
    there = Counter((one.rule, one.path) for one in found)
    wrong = [
        f"{one.path}:{one.line}: {one.rule}: {one.says}"
        for one in found
        if there[one.rule, one.path] > right.get((one.rule, one.path), 0)
    ]
    vain = [
        f"{path}: {rule}: justified.yaml says {count}, there are {there[rule, path]}"
        for (rule, path), count in sorted(right.items())
        if there[rule, path] < count
    ]
    return sorted(wrong) + vain


def justified() -> int:
    return sum(one["count"] for one in yaml.safe_load((HERE / "justified.yaml").read_text("utf-8")))


def main() -> int:
    theirs, marked = bandit()
    ours, blind = our_rules()
    wrong = not_justified([*theirs, *ours])
    wrong += [f"rules.yaml: {rule} overlooks its own example" for rule in blind]
    count = len(yaml.safe_load(RULES.read_text("utf-8"))["rules"])
    print(f"bandit: {len(theirs)} findings, and {marked} justified in their own line (noqa: S...)")
    print(
        f"semgrep: {count} rules of our own, {count - len(blind)} find their example; "
        f"{len(ours)} findings"
    )
    print(f"justified, with their reasons, in justified.yaml: {justified()}")
    print(f"neither right nor justified: {len(wrong)}")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
