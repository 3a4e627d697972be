"""What the slow suite of faults adds to a run: the number of the hostile case, and a table."""

import pytest

NUMBERED = "fault(number, what): a hostile case of docs/reference/security.md 3.3"
HEAD = "| case | fault | what was tried | outcome | seconds |\n|---|---|---|---|---:|"


def pytest_configure(config):
    config.addinivalue_line("markers", NUMBERED)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    report = (yield).get_result()
    report.fault = [mark.args for mark in item.iter_markers("fault")][:1]


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
    return f"| {number} | {what} | {tried} | {report.outcome} | {report.duration:.1f} |"
