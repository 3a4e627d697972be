"""A start does again only what it must: what it compiled is kept, as Python keeps modules.

Python compiles a module once and keeps the outcome in ``__pycache__``. Two things it compiles at
every start: the methods that ``@dataclass`` writes for a class (5,400 pieces of source, a quarter
of a start) and templates. Both are kept in the same place, under the same conditions: nothing is
written where the folder may not be written or PYTHONDONTWRITEBYTECODE is set, and what does not
match its source exactly is compiled anew.
"""

import dataclasses
import gc
import hashlib
import importlib.util
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

KEPT = Path(importlib.util.cache_from_source(__file__)).parent
METHODS = KEPT / f"methods.{sys.implementation.cache_tag}"
TEMPLATES = KEPT / "templates"
MANY_TIMES = 3  # what is kept of source that is gone is thrown away when it is this much


class Methods:
    """The compiled source of the methods of dataclasses, by the hash of the source; read from the
    file when the first is asked for. Each piece is unpacked when it is used: unpacked together
    they would leave gaps all over the memory that workers share."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kept: dict[bytes, bytes] | None = None
        self._used: set[bytes] = set()
        self._is_more = False

    def execute(self, source: str, *names: Any) -> None:
        """What ``exec`` does, with code that was kept if there is any."""
        if self._kept is None:
            self._kept = self._read()
        key = hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self._used.add(key)
        if key not in self._kept:
            self._kept[key] = marshal.dumps(compile(source, "<string>", "exec"))
            self._is_more = True
        exec(marshal.loads(self._kept[key]), *names)  # noqa: S102, S302 - as Python does with its own

    def keep(self) -> None:
        """Write what was not there before; where that may not be, the next start compiles again."""
        if not self._is_more or self._kept is None:
            return
        mostly_gone = len(self._kept) > MANY_TIMES * len(self._used)
        kept = {key: self._kept[key] for key in self._used} if mostly_gone else self._kept
        _write(self._file, importlib.util.MAGIC_NUMBER + marshal.dumps(kept))

    def _read(self) -> dict[bytes, bytes]:
        magic = importlib.util.MAGIC_NUMBER
        with suppress(OSError, EOFError, ValueError, TypeError):
            text = self._file.read_bytes()
            if text.startswith(magic):
                return dict(marshal.loads(text[len(magic) :]))  # noqa: S302 - as Python's own
        return {}


class KeptTemplates(BytecodeCache):
    """Compiled templates. Their names hold what besides the source decides how they compile."""

    def __init__(self, environment: Environment) -> None:
        decides = (
            environment.trim_blocks,
            environment.lstrip_blocks,
            environment.autoescape,
            sorted(environment.extensions),
            sorted(environment.filters),
        )
        stamp = hashlib.blake2b(repr(decides).encode(), digest_size=6).hexdigest()
        self._ending = f"{sys.implementation.cache_tag}-{stamp}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Use what is kept, if it is of the same source: Jinja looks at that."""
        with suppress(OSError):
            bucket.bytecode_from_string(self._file(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it where that may be."""
        _write(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return TEMPLATES / f"{bucket.key}.{self._ending}"


@contextmanager
def quickly() -> Iterator[None]:
    """Load and put together what stays: look for nothing to throw away meanwhile (it takes 0.3
    seconds and finds nothing), and use the methods of dataclasses that were kept."""
    module: Any = dataclasses
    collects, methods = gc.isenabled(), Methods(METHODS)
    before: Callable[..., None] = getattr(module, "exec", exec)
    gc.disable()
    module.exec = methods.execute
    try:
        yield
    finally:
        module.exec = before
        if collects:
            gc.enable()
    methods.keep()


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing, as another process may be reading; nothing where none may be kept."""
    if sys.dont_write_bytecode:
        return
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
