"""A disk of a test's own: ext4 in a file, whose power may be cut and which may turn read-only.

A cut is the file system's own shutdown without a flush of its journal (``EXT4_IOC_SHUTDOWN``): from
then on every call fails with EIO, and what was not on the disk by then is forgotten by the unmount.
A flush that is under way at that very moment may be told that it succeeded, which no disk does
(tried with plain files): so whoever writes is held ``still`` first, between two calls of theirs.
Being a file of this machine, the disk has no cache of its own that could lie about a flush.
"""

import fcntl
import os
import shutil
import signal
import struct
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.learners import wait_for

SHUTDOWN = 0x8004587D
WITHOUT_A_FLUSH = struct.pack("I", 2)
MEGABYTES = 256


class Disk:
    """``folder`` is where it is mounted. The test is skipped where that may not be done."""

    def __init__(self):
        if os.geteuid():
            pytest.skip("only root may mount a disk")
        self._around = Path(tempfile.mkdtemp(prefix="elearn-disk-"))
        self._around.chmod(0o755)
        self.folder, self._file = self._around / "disk", self._around / "file"
        self.folder.mkdir()
        with self._file.open("wb") as file:
            file.truncate(MEGABYTES * 1024 * 1024)
        if subprocess.run(["mkfs.ext4", "-q", str(self._file)], check=False).returncode:
            pytest.skip("no disk may be made here")
        if self._mounted():
            self.throw_away()
            pytest.skip("no disk may be mounted here")

    def _mounted(self) -> int:
        mount = ["mount", "-o", "loop", str(self._file), str(self.folder)]
        return subprocess.run(mount, check=False).returncode

    def cut_power(self) -> None:
        """At once, in the middle of whatever is being written."""
        root = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(root, SHUTDOWN, WITHOUT_A_FLUSH)
        finally:
            os.close(root)

    def start_again(self) -> None:
        """As a machine that was switched on: what it held in memory is gone, the journal is played
        back. Nobody may have a file open any more."""
        unmount = ["umount", str(self.folder)]
        wait_for(lambda: subprocess.run(unmount, check=False).returncode == 0)
        assert self._mounted() == 0

    def turn_read_only(self) -> None:
        """At once, although files are open for writing, as a kernel does that has met an error."""
        mount = ["mount", "-o", "remount,abort", str(self.folder)]
        subprocess.run(mount, check=False, capture_output=True)

    def throw_away(self) -> None:
        subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)
        shutil.rmtree(self._around, ignore_errors=True)


@contextmanager
def held_still(processes):
    """These processes do nothing during the block, and none is in the middle of a call."""
    for pid in processes:
        os.kill(pid, signal.SIGSTOP)
    wait_for(lambda: all(_stands(pid) for pid in processes))
    yield
    for pid in processes:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _stands(pid: int) -> bool:
    """Whether every thread of it was stopped, which happens only outside of a call."""
    try:
        lines = [(one / "stat").read_text() for one in Path(f"/proc/{pid}/task").iterdir()]
    except FileNotFoundError:
        return True
    return all(line.rpartition(")")[2].split()[0] in "TZ" for line in lines)
