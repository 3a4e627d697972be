"""What a phone fetches: the first learner page with nothing kept, and the page after it."""

import re
from dataclasses import dataclass

from flask import Flask

from bench.cases import Bench
from bench.forms import Browser, expect
from bench.instance import add_learners, cookie, session_of
from bench.rows import Fact, Results
from bench.servers import Server

LINKED = re.compile(r'(?:<link[^>]+href|<script[^>]+src|<img[^>]+src)="(/[^"]+)"')
FONT = re.compile(r"""url\(["']?(/[^"')]+\.woff2)""")
EXTENDED = "-ext-"  # faces for letters beyond Latin-1, fetched only where a page has such letters
FIRST, FIRST_REQUESTS, NEXT = 60_000, 6, 25_000


@dataclass(frozen=True, slots=True)
class Weight:
    """Requests made and bytes of their bodies as they came over the wire."""

    requests: int
    size: int

    def __str__(self) -> str:
        return f"{self.requests} {_plural(self.requests)}, {self.size / 1000:.1f} kB"


def _plural(number: int) -> str:
    return "request" if number == 1 else "requests"


def run(bench: Bench) -> Results:
    """Fetches as a browser does: the page, then what it links, then the fonts of its styles."""
    own = bench.base.copy("weight")
    with session_of(own) as (app, session):
        learners = add_learners(session, 1)
        screen = f"/learn/{learners.module.slug}/{learners.pages[0]}"
        with own.served() as product:
            kept: set[str] = set()
            first = weigh(product, app, learners.secrets[0], "/learn", kept)
            following = weigh(product, app, learners.secrets[0], screen, kept)
            door = weigh(product, app, "", "/sign-in", set())
    return Results(
        facts=(
            Fact(
                "First learner page, nothing kept (My training)",
                str(first),
                "6 requests, 60 kB",
                first.requests <= FIRST_REQUESTS and first.size <= FIRST,
            ),
            Fact(
                "The next page (a module screen)", str(following), "25 kB", following.size <= NEXT
            ),
            Fact("Sign-in page, nothing kept", str(door), "60 kB", door.size <= FIRST),
        )
    )


def weigh(server: Server, app: Flask, secret: str, path: str, kept: set[str]) -> Weight:
    """A page with whatever it needs that is not ``kept`` yet; what it fetches is kept then."""
    cookies = {}
    if secret:
        name, _, value = cookie(app, secret).partition("=")
        cookies = {name: value}
    browser = Browser(server.port, cookies)
    html = expect(browser.get(path), 200, path).text
    wanted = [path, *_new(LINKED.findall(html), kept)]
    for sheet in [one for one in wanted if one.endswith(".css")]:
        fonts = [one for one in FONT.findall(browser.get(sheet).text) if EXTENDED not in one]
        wanted += _new(fonts, kept)
    browser.gzip = True
    size = sum(len(expect(browser.get(one), 200, one).body) for one in wanted)
    browser.close()
    return Weight(len(wanted), size)


def _new(found: list[str], kept: set[str]) -> list[str]:
    """Those not fetched before, once each."""
    new = [one for one in dict.fromkeys(found) if one not in kept]
    kept.update(new)
    return new
