"""``bin/screenshots``: the documentation's pictures, from a demonstration made for them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.instance import cookie, first_module, seeded, session_of, sign_in
from bench.places import address
from bench.servers import HOST, ROOT, Server
from elearn.content.document import ModuleDocument
from elearn.content.queries import PublishedModule, document
from elearn.extensions import db
from elearn.models import Attempt, Audit, PageSeen, Person

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WIDTHS = {"phone": (320, 720, 2), "desk": (1280, 1000, 1), "long": (1280, 1600, 1)}
CERTAIN = "5"


@dataclass(frozen=True, slots=True)
class Studio:
    """A served demonstration and a browser in which anybody can be signed in."""

    app: Flask
    server: Server
    browser: Browser
    secrets: dict[str, str]

    @contextmanager
    def visit(self, who: str, path: str, size: str) -> Iterator[Page]:
        """The page at an address as that account sees it; nobody for an empty name."""
        width, height, scale = WIDTHS[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=scale, locale="en-GB"
        )
        if who:
            name, _, value = cookie(self.app, self.secrets[who]).partition("=")
            there = f"http://{HOST}:{self.server.port}"
            context.add_cookies([{"name": name, "value": value, "url": there}])
        page = context.new_page()
        page.goto(self.url(path))
        yield page
        context.close()

    def url(self, path: str) -> str:
        return f"http://{HOST}:{self.server.port}{path}"

    def take(self, name: str, who: str, path: str, size: str) -> None:
        """The top of a page, as a picture of that name."""
        with self.visit(who, path, size) as page:
            keep(page, name)


def keep(page: Page, name: str) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> int:
    """0 when every picture is taken and small enough."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="elearn-pictures-") as name:
        base, _ = seeded(Path(name) / "base")
        own = replace(base, quiz_pages="one")
        with session_of(own) as (app, session), own.served() as server, sync_playwright() as play:
            module = first_module(session)
            text = document(session, module.version_id)
            audit = session.scalar(
                select(Audit.id)
                .where(Audit.frozen_at.is_not(None))
                .order_by(Audit.id.desc())
                .limit(1)
            )
            secrets = _people(session, module, text)
            browser = play.chromium.launch(executable_path=_chromium(), args=FLAGS)
            studio = Studio(app, server, browser, secrets)
            studio.take("my-training", "learner", "/learn", "phone")
            page = text.pages[len(text.pages) // 2].slug
            studio.take("screen", "learner", f"/learn/{module.slug}/{page}", "phone")
            studio.take("get-help", "", "/get-help", "phone")
            studio.take("agency", "lead", "/agencies/aldermouth-city-council", "desk")
            studio.take("audit", "coordinator", f"/audits/{audit}", "long")
            studio.take("monday", "coordinator", "/partnership", "desk")
            _quiz(studio, module, text)
            _certificate(studio, Path(name))
            browser.close()
    return _shrink()


def _people(session: Session, module: PublishedModule, text: ModuleDocument) -> dict[str, str]:
    """Whoever is in the pictures, signed in; the new starter has read the whole module."""
    names = ("learner", "newstarter", "lead", "coordinator")
    ids = {
        name: session.scalars(select(Person.id).where(Person.email == address(name))).one()
        for name in names
    }
    seen = {
        "person_id": ids["newstarter"],
        "version_id": module.version_id,
        "seen_at": datetime.now(UTC),
    }
    session.execute(insert(PageSeen), [seen | {"page": page.slug} for page in text.pages])
    secrets = {name: sign_in(session, number) for name, number in ids.items()}
    session.commit()
    return secrets


def _quiz(studio: Studio, module: PublishedModule, text: ModuleDocument) -> None:
    """A question on the way, and the result with one that has to be looked at again."""
    with studio.visit("newstarter", f"/learn/{module.slug}/quiz", "phone") as page:
        page.get_by_role("button", name="Start the quiz").click()
        draw = _draw(page.url.partition("?")[0].rpartition("/")[2])
        wrong = _one_to_get_wrong(draw, text)
        for place, (key, options) in enumerate(draw, start=1):
            page.locator(f'[name="answer-{place}"]').first.wait_for(state="attached")
            if place == wrong:
                keep(page, "quiz")
            item = text.items_by_key[key]
            for n, option in enumerate(options, start=1):
                if (option in item.correct) is not (place == wrong):
                    page.check(f'input[name="answer-{place}"][value="{n}"]')
                    if item.type != "multiple":
                        break
            if item.anchor:
                page.check(f'input[name="sure-{place}"][value="{CERTAIN}"]')
            page.get_by_role("button", name="Save and").click()
        page.get_by_role("button", name="Hand in my answers").click()
        keep(page, "result")


def _draw(public_id: str) -> list[tuple[str, list[str]]]:
    with Session(db.engine.execution_options(read_only=True)) as session:
        asked = select(Attempt.draw).where(Attempt.public_id == public_id)
        return [(key, options) for key, options in session.scalars(asked).one()]


def _one_to_get_wrong(draw: list[tuple[str, list[str]]], text: ModuleDocument) -> int:
    """The place of a question with one right answer that is not about keeping people safe; one
    that asks how sure, where there is such."""
    items = [(place, text.items_by_key[key]) for place, (key, _) in enumerate(draw, start=1)]
    fitting = [one for one in items if one[1].type == "single" and not one[1].safety_critical]
    place, _ = min(fitting, key=lambda one: (not one[1].anchor, one[0]))
    return place


def _certificate(studio: Studio, folder: Path) -> None:
    """The first page of the learner's certificate."""
    pdf = folder / "certificate.pdf"
    with studio.visit("learner", "/certificates", "desk") as page:
        with page.expect_download() as download:
            page.locator("a[href$='.pdf']").first.click()
        download.value.save_as(pdf)
    out = str(FOLDER / "certificate")
    command = ["pdftoppm", "-png", "-r", "72", "-f", "1", "-l", "1", "-singlefile", str(pdf), out]
    subprocess.run(command, check=True)


def _chromium() -> str:
    wanted = (os.environ.get("CHROMIUM", ""), *NAMES)
    found = next((path for name in wanted if name and (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("No Chromium here: install one, or say where it is with CHROMIUM=.")
    return found


def _shrink() -> int:
    """Fewer colours where pngquant is at hand; 1 if a picture is still too large."""
    pictures = sorted(FOLDER.glob("*.png"))
    if shutil.which("pngquant"):
        command = ["pngquant", "--force", "--ext", ".png", "--strip", "--speed", "1", "128"]
        subprocess.run([*command, *map(str, pictures)], check=True)
    large = [one.name for one in pictures if one.stat().st_size > MOST_BYTES]
    for name in large:
        sys.stderr.write(f"{name} is larger than {MOST_BYTES:,} bytes.\n")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
