"""The background worker: ``python -m elearn.worker``."""

from huey.consumer import Consumer

from elearn import create_app
from elearn.queue import sign_of_life


def main() -> None:
    """Run until told to stop."""
    app = create_app()
    sign_of_life(app)
    # one may wait for a slow mail server while the other brings in a roster
    Consumer(app.extensions["queue"].huey, workers=2, periodic=True, max_delay=1.0).run()


if __name__ == "__main__":
    main()
