"""What somebody was sending when their session was over: it waits in their cookie until they have
signed in again, so that nothing typed is lost."""

from urllib.parse import parse_qsl, urlencode

from flask import request, session
from werkzeug.datastructures import MultiDict

from elearn.web.clock import now

NAME = "carried"
NEVER = frozenset({"csrf_token", "act"})
LONGEST = 2_000  # a cookie holds 4 kB, and the session needs some of it
AN_HOUR_SECONDS = 3_600


def carry() -> bool:
    """Keep the form of this request for its page; False when it is too long for a cookie."""
    pairs = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER]
    form = urlencode(pairs)
    if len(form) > LONGEST:
        return False
    session[NAME] = {"to": request.path, "form": form, "at": int(now().timestamp())}
    return True


def carried() -> MultiDict[str, str] | None:
    """What waits for the page of this request, once. Anything else that waits is thrown away, and
    so is what has waited for an hour."""
    waiting = session.pop(NAME, None) if NAME in session else None
    if not isinstance(waiting, dict) or waiting.get("to") != request.path:
        return None
    if int(now().timestamp()) - waiting.get("at", 0) > AN_HOUR_SECONDS:
        return None
    return MultiDict(parse_qsl(waiting.get("form", ""), keep_blank_values=True))


def drop() -> None:
    """Throw away what waits: whoever signs out leaves nothing behind."""
    if NAME in session:
        session.pop(NAME)
