"""The chart of the documentation: how many times the limit each thing costs, and what we allow."""

from collections.abc import Iterator, Sequence
from html import escape

from bench.rows import Row

WIDE, TALL, TOP = 760, 44, 34
LABELS, BARS = 330, 350  # where labels end, how long the longest bar is
INK, SOFT, BRAND, LINE = "#0b0c0c", "#504a46", "#6b1d4e", "#cfc5b6"
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}"
 height="{high}" role="img" aria-labelledby="t d" font-size="15"
 font-family="Atkinson Hyperlegible Next, Noto Sans, Arial, sans-serif">
<title id="t">What each thing costs, in times of the least that could do it</title>
<desc id="d">{said}</desc>
<rect width="{wide}" height="{high}" fill="#fff"/>
<text x="{start}" y="20" fill="{soft}">Times the limit; the tick is what we allow ourselves</text>
{bars}
</svg>
"""


def ratios(rows: Sequence[Row]) -> str:
    """An SVG with a bar a row from 0, its figure in words, and a tick at what we allow."""
    most = max(max(row.ratio, row.most) for row in rows)
    return FRAME.format(
        wide=WIDE,
        high=TOP + TALL * len(rows) + 8,
        start=LABELS + 10,
        soft=SOFT,
        said=escape(_said(rows)),
        bars="\n".join(_bars(rows, BARS / most)),
    )


def _bars(rows: Sequence[Row], scale: float) -> Iterator[str]:
    start = LABELS + 10
    for n, row in enumerate(rows):
        y = TOP + n * TALL
        long, tick = row.ratio * scale, start + row.most * scale
        after = max(start + long, tick) + 10
        yield (
            f'<text x="{LABELS}" y="{y + 22}" text-anchor="end" fill="{INK}">'
            f"{escape(row.what)}</text>"
        )
        yield f'<rect x="{start}" y="{y + 4}" width="{long:.1f}" height="26" fill="{BRAND}"/>'
        yield (
            f'<path d="M{tick:.1f} {y}v34" stroke="#fff" stroke-width="5"/>'
            f'<path d="M{tick:.1f} {y}v34" stroke="{INK}" stroke-width="2"/>'
        )
        yield (
            f'<text x="{after:.1f}" y="{y + 22}" fill="{INK}" font-weight="bold">'
            f"{row.ratio:.1f}</text>"
        )
    yield f'<path d="M{start} {TOP - 4}v{TALL * len(rows)}" stroke="{LINE}"/>'


def _said(rows: Sequence[Row]) -> str:
    return "; ".join(f"{row.what}: {row.ratio:.1f}, we allow {row.most:g}" for row in rows) + "."
