"""docs/install.md, followed to the letter."""

import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.rehearsals.machine import Machine, machine, steps

ROOT = Path(__file__).parent.parent.parent
STEPS = steps(ROOT / "docs" / "install.md")
NAME = "training.example.org"
ASK = (
    "curl --silent --show-error --cacert /etc/ssl/elearn/fullchain.pem "
    f"--resolve {NAME}:443:127.0.0.1"
)
FILE = "/var/lib/elearn/elearn.db"
WHO = f"import sqlite3; print(*sqlite3.connect('{FILE}').execute('select email from person'))"
NEXT = '''"""A table more, as a next version might bring."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade():
    op.create_table("of_the_next_version", sa.Column("id", sa.Integer, primary_key=True))
def downgrade():
    op.drop_table("of_the_next_version")
'''


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Path:
    """This repository, and in it a version to come: a migration more."""
    folder = tmp_path_factory.mktemp("repository") / "elearn"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    git = ["git", "-C", str(folder), "-c", "user.name=R", "-c", "user.email=r@partnership.example"]
    subprocess.run([*git, "tag", "now"], check=True)
    head = (folder / "migrations" / ".head").read_text("utf-8").strip()
    new = folder / "migrations" / "versions" / "9999_next.py"
    new.write_text(NEXT.format(head=head), encoding="utf-8")
    (folder / "migrations" / ".head").write_text("9999\n", encoding="utf-8")
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "The next version"], check=True)
    subprocess.run([*git, "tag", "next"], check=True)
    subprocess.run([*git, "checkout", "--quiet", "now"], check=True)
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory, repository):
    """A machine on which the page was followed to the end."""
    with machine(tmp_path_factory.mktemp("machine")) as made:
        shutil.copytree(repository, made.file("/srv/elearn"))
        for title, blocks in STEPS.items():
            if not title[0].isdigit():
                continue
            if title.startswith("5"):
                certificate(made)
            for block in blocks:
                made.do(block.replace("ADDRESS-OF-THE-REPOSITORY", "file:///srv/elearn"))
            if title.startswith("2"):
                fill_in_settings(made)
            if title.startswith("4"):
                wait_for(made, "curl --silent --fail http://127.0.0.1:8000/readyz")
        yield made


def fill_in_settings(made: Machine) -> None:
    """What the page asks of whoever reads it."""
    file = made.file("/etc/elearn/elearn.env")
    text = file.read_text("utf-8")
    text = text.replace("KEY=CHANGE", "KEY=a-lamp-in-every-window-of-the-long-street-9471")
    text = text.replace("https://CHANGE", f"https://{NAME}").replace(
        "@CHANGE", "@northmoor.example"
    )
    file.write_text(text.replace("CHANGE:CHANGE", "u:p").replace("CHANGE", "Northmoor"), "utf-8")


def certificate(made: Machine) -> None:
    made.do(
        "mkdir -p /etc/ssl/elearn\n"
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} "
        f"-addext subjectAltName=DNS:{NAME} -keyout /etc/ssl/elearn/privkey.pem "
        "-out /etc/ssl/elearn/fullchain.pem"
    )


def wait_for(made: Machine, command: str) -> None:
    made.do(f"n=0\nuntil {command}; do n=$((n+1)); [ $n -lt 100 ]; sleep 0.2; done")


def test_the_sign_in_page_is_there_over_tls(server):
    page = server.do(f"{ASK} --dump-header - https://{NAME}/sign-in")
    assert "200 OK" in page or "HTTP/2 200" in page
    assert "Sign in" in page
    assert "strict-transport-security: max-age=31536000" in page.lower()


def test_files_come_from_the_server_in_front_and_for_a_year(server):
    page = server.do(f"{ASK} https://{NAME}/sign-in")
    file = re.search(r"/static/app-[0-9a-f]+\.css", page)[0]
    head = server.do(f"{ASK} --compressed --head https://{NAME}{file}").lower()
    assert "200" in head
    assert "immutable" in head
    assert "x-content-type-options: nosniff" in head


def test_metrics_are_not_for_the_outside(server):
    assert "403" in server.do(f"{ASK} --head https://{NAME}/metrics")


def test_what_it_keeps_is_for_nobody_else_on_the_machine(server):
    modes = server.do("stat -c '%a %U' /var/lib/elearn/elearn.db /etc/elearn/elearn.env")
    assert "600 elearn" in modes
    assert "640 root" in modes


def test_a_new_version_comes_without_one_failed_answer_and_goes_again(server):
    failed, stop = [], threading.Event()
    asking = threading.Thread(target=keep_asking, args=(server, failed, stop))
    asking.start()
    for block in STEPS["A new version"]:
        server.do(block.replace("VERSION", "next"))
    time.sleep(5)
    stop.set()
    asking.join()
    assert failed == []
    assert "9999" in server.do("cd /opt/elearn; deploy/elearn db current")
    for block in STEPS["Back to the version before"]:
        server.do(block.replace("VERSION-BEFORE", "now"))
    wait_for(server, "curl --silent --fail http://127.0.0.1:8000/readyz")
    assert "9999" not in server.do("cd /opt/elearn; deploy/elearn db current")
    assert "you@partnership.example" in server.do(f'python3 -c "{WHO}"')


def keep_asking(made: Machine, failed: list[str], stop: threading.Event) -> None:
    while not stop.is_set():
        status = made.do(
            f"{ASK} -o /dev/null -w 'said %{{http_code}}\\n' https://{NAME}/sign-in", check=False
        )
        if "\nsaid 200\n" not in status:
            failed.append(status[-200:])
