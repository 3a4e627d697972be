"""A clean copy of this machine in a folder: an overlay that is thrown away, and what stands in
for systemd there."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATH = "/stand-in:/usr/sbin:/usr/bin:/sbin:/bin"
FOLDER = "/stand-in/folder"
QUIET = {
    "PATH": PATH,
    "HOME": "/root",
    "LC_ALL": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
KEPT = re.compile(r"(?i)PIP_|UV_|.*_PROXY|SSL_CERT|REQUESTS_CA")
STEP = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Starts what the unit's own lines say, as its user, with its settings; no more of systemd.
SYSTEMCTL = """#!/bin/sh
set -eu
act=$1; shift
[ "${1-}" != --now ] || shift
of() { sed -n "s/^$2=//p" "/etc/systemd/system/$1.service" | head -n 1; }
start() {
  ( set -a; . "$(of "$1" EnvironmentFile)"; set +a; umask "$(of "$1" UMask)"
    cd "$(of "$1" WorkingDirectory)"
    exec setpriv --reuid="$(of "$1" User)" --regid="$(of "$1" Group)" --init-groups \\
      $(of "$1" ExecStart) ) >>"/var/log/$1.log" 2>&1 </dev/null &
  echo $! >"/stand-in/$1.pid"
}
stop() {
  pid=$(cat "/stand-in/$1.pid"); kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}
for unit in "$@"; do
  if [ "$unit" = nginx ]; then nginx; continue; fi
  case $act in
    enable|start) start "$unit" ;;
    stop) stop "$unit" ;;
    restart) stop "$unit"; start "$unit" ;;
    reload) kill -HUP "$(cat "/stand-in/$unit.pid")" ;;
    *) echo "systemctl $act is not stood in for" >&2; exit 1 ;;
  esac
done
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """A root of its own over this machine's files; what is written there goes with it."""

    root: Path

    def do(self, script: str, *, check: bool = True) -> str:
        """What root's shell says to a script; fails the test with it when the shell does. It goes
        on in the folder in which the one before ended, as it does for whoever types the lines."""
        done = subprocess.run(
            ["chroot", str(self.root), "/bin/sh", "-eux"],
            input=f'cd "$(cat {FOLDER})"\n{script}\npwd >{FOLDER}\n',
            env={
                "PATH": PATH,
                "HOME": "/root",
                "LC_ALL": "C.UTF-8",
                "DEBIAN_FRONTEND": "noninteractive",
            }
            | {name: value for name, value in os.environ.items() if KEPT.match(name)},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0 or not check, f"{script}\n{done.stdout[-4000:]}"
        return done.stdout

    def file(self, path: str) -> Path:
        return self.root / path.lstrip("/")


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """A clean copy of this machine, until the block ends; its processes end with it."""
    parts = [folder / name for name in ("upper", "work", "root")]
    for part in parts:
        part.mkdir()
    upper, work, root = parts
    layers = f"lowerdir=/,upperdir={upper},workdir={work}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, root], check=True)
    try:
        for name in ("proc", "dev"):
            subprocess.run(["mount", "--rbind", f"/{name}", root / name], check=True)
            subprocess.run(["mount", "--make-rslave", root / name], check=True)
        stand_in = root / "stand-in"
        stand_in.mkdir()
        (stand_in / "systemctl").write_text(SYSTEMCTL, encoding="utf-8")
        (stand_in / "systemctl").chmod(0o755)
        (stand_in / "folder").write_text("/root", encoding="utf-8")
        yield Machine(root)
    finally:
        _end(root)
        for name in ("proc", "dev"):
            subprocess.run(["umount", "-R", "-l", root / name], check=False)
        subprocess.run(["umount", "-l", root], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _end(root: Path) -> None:
    """Stop what runs in that root, by its own process id."""
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                if (one / "root").resolve() == root and int(one.name) != os.getpid():
                    os.kill(int(one.name), 9)
            except (OSError, PermissionError):
                continue


def steps(page: Path) -> dict[str, list[str]]:
    """The steps of a page by the heading they stand under."""
    found: dict[str, list[str]] = {}
    for part in page.read_text("utf-8").split("\n## ")[1:]:
        found[part.partition("\n")[0]] = STEP.findall(part)
    return found
