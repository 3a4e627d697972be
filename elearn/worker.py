"""The background worker: ``python -m elearn.worker``."""

from huey.consumer import Consumer

from elearn import create_app
from elearn.queue import sign_of_life


def main() -> None:
    """Run until told to stop."""
    app = create_app()
    sign_of_life(app)
    Consumer(app.extensions["queue"].huey, workers=1, periodic=True).run()


if __name__ == "__main__":
    main()
