"""What the slow suite of faults adds to a run: the number of the hostile case, and a table."""

import pytest

NUMBERED = "fault(number, what): a hostile case of docs/reference/security.md 3.3"
HEAD = "| case | fault | what was tried | outcome | seconds | figures |\n|---|---|---|---|---:|---|"


@pytest.fixture
def noted(request):
    """Write figures of what happened into the table: what learners heard, and a sentence."""

    def note(heard=None, words=""):
        figures = [] if heard is None else [_heard(heard)]
        request.node.figures = "; ".join([*figures, words] if words else figures)

    return note


def _heard(heard) -> str:
    return (
        f"{len(heard.answers)} answers and {len(heard.handed_in)} hand-ins acknowledged, "
        f"{heard.not_saved} times 503, {heard.no_answer} times no answer"
    )


def pytest_configure(config):
    config.addinivalue_line("markers", NUMBERED)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    report = (yield).get_result()
    report.fault = [mark.args for mark in item.iter_markers("fault")][:1]
    report.figures = getattr(item, "figures", "")


def pytest_terminal_summary(terminalreporter):
    """A table to be kept: one line for each thing that was tried."""
    lines = [
        _line(report)
        for outcome in ("passed", "failed", "error", "skipped")
        for report in terminalreporter.getreports(outcome)
        if getattr(report, "fault", None) and (report.when == "call" or not report.passed)
    ]
    if lines:
        terminalreporter.write_line("\n".join(["", HEAD, *sorted(lines)]))


def _line(report) -> str:
    (number, what), *_ = report.fault
    tried = report.nodeid.partition("::")[2].removeprefix("test_").replace("_", " ")
    tried = tried.replace("|", "/")
    cells = (number, what, tried, report.outcome, f"{report.duration:.1f}", report.figures)
    return "| " + " | ".join(cells) + " |"
