"""The range plot, held to the figures of the chart book."""

import pytest

from elearn.reporting.charts.ranks import rank_range
from tests.unit.reporting.drawn import shapes, title

pytestmark = pytest.mark.any_database


def test_a_rank_is_a_bar_on_a_band_of_draws_with_a_tick_for_every_place() -> None:
    drawn = rank_range("Ambulance Service", 2, 4, 5, of=7, id="r27")
    assert title(drawn) == "Ambulance Service: rank 4, from 2 to 5 in 90% of draws"
    places = ("7.1", "21.4", "35.7", "50", "64.3", "78.6", "92.9")
    ticks = "".join(
        f'<line x1="{at}%" x2="{at}%" y1="9" y2="17" class="s-line" stroke-width="2"/>'
        for at in places
    )
    assert shapes(drawn) == shapes(
        ticks + '<line x1="21.4%" x2="64.3%" y1="13" y2="13" class="s-solid" stroke-width="8" '
        'stroke-opacity=".35" stroke-linecap="round"/>'
        '<rect x="50%" y="3" width="4" height="20" transform="translate(-2)" class="c-solid"/>'
    )


def test_the_only_agency_stands_in_the_middle() -> None:
    assert 'x="50%"' in rank_range("One", 1, 1, 1, of=1, id="r1")
