"""From nothing to the first page: the server started cold, beside the limit's."""

import statistics

from bench.cases import Bench
from bench.limit import limit_served
from bench.load import NOISY, Load, spread
from bench.rows import Results, Row


def run(bench: Bench) -> Results:
    """Starts both in turn, once to warm the disk's cache and then as often as there are runs."""
    own = bench.base.copy("start")
    pairs = []
    for turn in range(bench.runs + 1):
        with limit_served(bench.folder) as limit:
            least = limit.started_in
        with own.served() as product:
            mine = product.started_in
        if turn:
            pairs.append((mine, least))
    ratio = statistics.median(mine / least for mine, least in pairs)
    ours, limits = [mine for mine, _ in pairs], [least for _, least in pairs]
    median = statistics.median(ours)
    row = Row(
        key="start",
        what="Cold start to the first page",
        ours=_once(ours),
        limit=_once(limits),
        ratio=ratio,
        most=2,
        bar="1.5 s",
        kept=ratio <= 2 and median <= 1.5,
        noisy=spread(limits) > NOISY,
    )
    return Results(rows=(row,))


def _once(seconds: list[float]) -> Load:
    return Load(statistics.median(seconds) * 1000)
