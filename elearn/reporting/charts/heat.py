"""The steps of the heat map, which is a table with the figure in every cell."""

from typing import Literal

HeatStep = Literal[1, 2, 3, 4, "x"]

STEPS: tuple[tuple[int, HeatStep], ...] = ((80, 1), (70, 2), (60, 3), (0, 4))


def heat_step(percent: float | None) -> HeatStep:
    """How dark a cell is: 1 good to 4 act; x where nothing may or can be said.

    The *printed* figure, without decimals, decides, so that 80% never looks like 79%.

    >>> [heat_step(figure) for figure in (84.0, 79.5, 79.4, 60, 12, None)]
    [1, 1, 2, 3, 4, 'x']
    """
    if percent is None:
        return "x"
    return next(step for least, step in STEPS if _whole(percent) >= least)


def heat_words(percent: float | None, instead: str = "too few") -> str:
    """What stands in the cell; the worst step also says so.

    >>> heat_words(84.2), heat_words(49), heat_words(None, "not asked")
    ('84%', '49% ▲ act', 'not asked')
    """
    if percent is None:
        return instead
    return f"{_whole(percent)}%{' ▲ act' if heat_step(percent) == 4 else ''}"


def _whole(percent: float) -> int:
    return int(percent + 0.5)
