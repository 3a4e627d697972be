"""Two who bring the same old schema up to date at once: one does it, the other waits for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support.database import new_postgresql_database

ROOT = Path(__file__).parent.parent.parent
HEAD = (ROOT / "migrations" / ".head").read_text("utf-8").strip()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_upgrades_at_once_are_one(kind, tmp_path):
    url = f"sqlite:///{tmp_path / 'e.db'}"
    if kind == "postgresql":
        url = new_postgresql_database("at_once")
    given = {"ELEARN_DATABASE_URL": url, "ELEARN_INSTANCE": str(tmp_path), "ELEARN_ENV": "test"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    both = [
        subprocess.Popen(command, cwd=ROOT, env=os.environ | given, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in both:
        _, said = one.communicate(timeout=240)
        assert one.returncode == 0, said.decode()[-2000:]
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
        assert list(found) == [HEAD]
        assert sa.inspect(connection).has_table("person")
    engine.dispose()
