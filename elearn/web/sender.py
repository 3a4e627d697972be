"""Whom letters of this service are from."""

from flask import current_app

from elearn.operations.invitations import Sender


def sender() -> Sender:
    """The partnership and the address of this site, as the settings have them."""
    settings = current_app.extensions["settings"]
    return Sender(settings.partnership, settings.base_url)
