"""The background worker: ``python -m elearn.worker``."""

import logging
import sys

from huey.consumer import Consumer
from sqlalchemy.exc import SQLAlchemyError

from elearn import create_app
from elearn.extensions import ForgetfulDatabaseError
from elearn.queue import sign_of_life

log = logging.getLogger(__name__)


def main() -> None:
    """Run until told to stop. A database that does not answer yet is waited for: the tasks ask it
    again every minute."""
    app = create_app()
    try:
        sign_of_life(app)
    except ForgetfulDatabaseError as error:
        sys.exit(str(error))
    except SQLAlchemyError:
        log.warning("the database does not answer yet")
    # one may wait for a slow mail server while the other brings in a roster
    Consumer(app.extensions["queue"].huey, workers=2, periodic=True, max_delay=1.0).run()


if __name__ == "__main__":
    main()
