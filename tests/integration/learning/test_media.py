"""Recordings as they are served: whole, in pieces, to learners only."""

import pytest

from elearn.content.foundations import load_recordings
from elearn.content.recording import recording
from elearn.models import MediaFile
from tests.support.activities import MP3, VTT

SOUND, WORDS = recording(MP3, "audio/mpeg"), recording(VTT.encode(), "text/vtt")
ADDRESS = f"/learn/media/{SOUND.sha256}"


@pytest.fixture(autouse=True)
def stored(session):
    load_recordings(session, [SOUND, WORDS])
    session.commit()


def ask(learner, wanted=None, **headers):
    return learner.visitor.get(ADDRESS, headers=headers | ({"Range": wanted} if wanted else {}))


def test_a_file_is_stored_once_however_often_it_is_published(session):
    assert load_recordings(session, [SOUND, SOUND, WORDS]) == 0
    assert session.query(MediaFile).count() == 2


def test_a_file_is_served_whole_and_kept_by_the_browser_alone(learner):
    response = ask(learner)
    assert (response.status_code, response.data) == (200, MP3)
    assert response.headers["Content-Type"] == "audio/mpeg"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["ETag"] == f'"{SOUND.sha256}"'


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-3", 0, 4),
        ("bytes=417-", 417, len(MP3)),
        ("bytes=-10", len(MP3) - 10, len(MP3)),
        ("bytes=0-99999", 0, len(MP3)),
    ],
)
def test_a_player_gets_the_piece_it_asks_for(learner, wanted, start, stop):
    response = ask(learner, wanted)
    assert (response.status_code, response.data) == (206, MP3[start:stop])
    assert response.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(MP3)}"
    assert response.headers["Content-Length"] == str(stop - start)


def test_a_piece_that_is_not_there_is_refused_with_the_size(learner):
    response = ask(learner, "bytes=99999-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(MP3)}"
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,4-5", "nonsense", "bytes=", "bytes=b-a", "lines=0-3"]
)
def test_a_range_that_cannot_be_read_gets_the_whole(learner, wanted):
    response = ask(learner, wanted)
    assert (response.status_code, response.data) == (200, MP3)


def test_a_piece_of_another_file_is_not_mixed_in(learner):
    other = ask(learner, "bytes=0-3", **{"If-Range": f'"{WORDS.sha256}"'})
    assert (other.status_code, other.data) == (200, MP3)
    same = ask(learner, "bytes=0-3", **{"If-Range": f'"{SOUND.sha256}"'})
    assert (same.status_code, same.data) == (206, MP3[:4])


def test_a_file_the_browser_has_is_not_sent_again(learner):
    response = ask(learner, **{"If-None-Match": f'"{SOUND.sha256}"'})
    assert (response.status_code, response.data) == (304, b"")


def test_captions_are_text(learner):
    response = learner.visitor.get(f"/learn/media/{WORDS.sha256}")
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.text == VTT


def test_only_learners_may_hear_it(app, session, learner):
    assert "/sign-in" in app.test_client().get(ADDRESS).location
    assert learner.visitor.get(f"/learn/media/{'0' * 64}").status_code == 404
