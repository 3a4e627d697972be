"""A name can be anything somebody once got in: every page and file shows it and means nothing by
it. Three of the names on one database, three on the other."""

import csv
import io
import zipfile

import pikepdf
import pytest
from lxml import html as quick

from tests.support.page_rules import check_page
from tests.support.walk import Sender, build_house, cookie_of, pages
from tests.support.world import standing

UNSEEN = "\x0b\x1f\x85"  # no file lets these in; a page that finds them stands all the same
# Thirteen of them in six names, as a house takes a second to build and more to walk through.
NAMES = {
    "markup": "<script>alert(1)</script>\"><img src=x onerror=alert(1)> {{ 7*7 }} '; DROP TABLE x",
    "formula": '=HYPERLINK("http://evil.example") </title></textarea><svg/onload=alert(1)>',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0 \" onmouseover=\"alert(1)\" x='",
    "header": "=?utf-8?q?=0D=0ABcc=3Aeve=40evil.example?= &lt;script&gt;alert(1)&lt;/script&gt;",
    "odd": f"-1+1 \u202egnp\u2066.exe {UNSEEN}\u2028 👩\u200d👩\u200d👧 e" + "\u0301" * 40,
    "long": "javascript:alert(1)//#let x = sys" + "Wolfeschlegelsteinhausenbergerdorff" * 3,
}
LIVE = (
    "<script>alert",
    "<img src=x",
    "onerror=alert(1)>",
    "{{ 7*7 }}</script>",
    "<svg/onload",
    'href="javascript:',
    'src="javascript:',
    'action="javascript:',
)
RUNS = ("/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def html_faults(response):
    check_page(response.text.translate(dict.fromkeys(map(ord, UNSEEN))))
    found = [live for live in LIVE if live in response.text]
    if "onmouseover=" in response.text:  # between tags it is words, within one it would run
        found += quick.document_fromstring(response.text).xpath("//@*[starts-with(name(), 'on')]")
    return found


def csv_faults(response):
    rows = csv.reader(io.StringIO(response.data.decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    return [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)]


def is_number(cell):
    return cell.removeprefix("-").replace(".", "", 1).isdecimal() or cell == "-"


def xlsx_faults(response):
    with zipfile.ZipFile(io.BytesIO(response.data)) as file:
        sheets = [file.read(name) for name in file.namelist() if "worksheets/sheet" in name]
    assert sheets
    return [sheet[:80] for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]


def pdf_faults(response):
    """Nothing in it runs or leads away: Typst takes names as text, never as what to set."""
    with pikepdf.open(io.BytesIO(response.data)) as file:
        parts = [part for part in file.objects if isinstance(part, pikepdf.Dictionary)]
        runs = [key for part in parts for key in RUNS if key in part]
        away = [str(part.URI) for part in parts if "/URI" in part and "/S" in part]
    return runs + [address for address in away if "evil.example" in address or "script" in address]


READERS = {".csv": csv_faults, ".xlsx": xlsx_faults, ".pdf": pdf_faults}


@pytest.mark.parametrize("third", range(3))
def test_every_page_and_file_shows_it_and_means_nothing_by_it(app, database, turns, third):
    wrong = []
    for name in turns(database != "sqlite", list(NAMES)[third::3], 2):
        with standing(app) as make:
            house = build_house(make, called=NAMES[name])
            everyone = Sender(app, cookie_of(app, house.everyone))
            wrong += [f"{name}: {fault}" for fault in faults(app, house, everyone)]
    assert not wrong, "\n".join(wrong)


def faults(app, house, everyone):
    """What any page or file made of the names."""
    for rule in pages(app):
        for url in house.urls(app, rule):
            response = everyone.send("GET", url)
            assert response.status_code < 500 or rule.endpoint == "health.readyz", url
            ending = url[url.rfind(".") :]
            if response.status_code == 200 and ending in READERS:
                yield from (f"{url}: {fault}" for fault in READERS[ending](response))
            elif response.mimetype == "text/html" and response.status_code == 200:
                yield from (f"{url}: {fault}" for fault in html_faults(response))
