"""How firm a place is: a tick for every place, a pale band for the draws, a bar for the rank."""

from markupsafe import Markup

from elearn.reporting.charts.svg import element, line, percent

HEIGHT = 26


def rank_range(name: str, best: int, rank: int, worst: int, *, of: int, id: str) -> Markup:
    """One row: the rank by the figures, and from the 5th to the 95th percentile of the draws, of
    ``of`` places."""

    def x(place: int) -> str:
        return percent((place - 0.5) * 100 / of)

    inside = Markup("")
    for place in range(1, of + 1):
        inside += line(x(place), 9, x(place), 17, "s-line", stroke_width=2)
    inside += line(
        x(best),
        13,
        x(worst),
        13,
        "s-solid",
        stroke_width=8,
        stroke_opacity=".35",
        stroke_linecap="round",
    )
    inside += element(
        "rect",
        x=x(rank),
        y=3,
        width=4,
        height=20,
        transform="translate(-2)",
        class_="c-solid",
    )
    title = f"{name}: rank {rank}, from {best} to {worst} in 90% of draws"
    return element(
        "svg",
        element("title", title, id=id) + inside,
        class_="app-bar",
        width="100%",
        height=HEIGHT,
        role="img",
        aria_labelledby=id,
    )
