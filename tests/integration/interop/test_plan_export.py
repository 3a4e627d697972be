"""The data export's files of the plan and of minimum cover."""

from datetime import UTC, date, datetime

from elearn.audit.actions import freeze
from elearn.audit.cover.actions import Wanted, set_rule
from elearn.audit.plan.actions import Finding, Given, make_actions
from elearn.audit.plan.by import By
from elearn.audit.plan.cell import CellOf
from elearn.audit.queries.editions import edition
from elearn.audit.queries.facts import frozen
from elearn.audit.shown import as_shown
from elearn.domain.coverage import RuleSet
from elearn.domain.plan import ActionType, Confidence, Origin
from elearn.domain.suppression import Audience
from tests.integration.audit.conftest import ON
from tests.integration.interop.recount import rows
from tests.integration.interop.test_data_export import export, partnership

__all__ = ["partnership"]


def test_the_plan_and_minimum_cover_are_there_without_what_was_typed_under_keys(
    session, make, partnership, tmp_path
):
    audit = freeze(session, name="Autumn", as_of=ON, now=datetime(2026, 10, 1, tzinfo=UTC), by=None)
    shown = as_shown(
        frozen(session, audit.id), audience=Audience.PARTNERSHIP, rules=RuleSet(), level_c=()
    )
    lena, day = make.person("Lena Lead"), date(2026, 10, 2)
    found = Finding(edition(session, audit.id), shown, CellOf(Origin.COVERAGE), "Coverage")
    given = Given(
        "Lena Lead goes there", ActionType.LIVE, partnership.council.id, "Head", "", day, 90.0, "",
        "", Confidence.LOW, "",
    )  # fmt: skip
    by = By(lena.id, datetime(2026, 10, 2, tzinfo=UTC), day)
    make_actions(session, [("once", found, given)], by=by)
    team = make.team(partnership.council, "MASH")
    wanted = Wanted(team.id, None, "C", 3, "Lena Lead asked for it")
    set_rule(session, wanted, actor_id=lena.id, now=by.now, today=day)
    export(session, tmp_path / "named")
    (action,) = rows(tmp_path / "named", "plan_actions")
    assert (action["origin"], action["owner_agency"]) == ("coverage", partnership.council.slug)
    assert action["action"] == "Lena Lead goes there"
    assert [row["status"] for row in rows(tmp_path / "named", "plan_updates")] == ["not-started"]
    (rule,) = rows(tmp_path / "named", "cover_rules")
    assert (rule["team"], rule["level"], rule["needed"]) == (team.slug, "C", "3")
    export(session, tmp_path / "keyed", pseudonymous=True)
    for name in ("plan_actions", "cover_rules"):
        assert "Lena" not in (tmp_path / "keyed" / f"{name}.csv").read_text("utf-8")
