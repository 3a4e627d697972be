"""The request as views see it: one that only asks for the headers of a page is a GET."""

from typing import Any

from flask import Request


class PageRequest(Request):
    """A view that asks ``request.method == "GET"`` must not take a HEAD for a form that was sent.
    The answer leaves without its body all the same: that is decided by the WSGI environment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.method == "HEAD":
            self.method = "GET"
