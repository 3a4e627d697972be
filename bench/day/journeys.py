"""What people do on the day, for locust: read by ``bin/load`` and by nothing else.

Two of three arrivals take the module and its quiz; the others look what is theirs to do and leave.
A lead and a coordinator read their pages all day, and the public reads the signs.
"""

import json
import os
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import gevent
from locust import constant, constant_pacing, constant_throughput, task
from locust.contrib.fasthttp import FastHttpUser, FastResponse

from bench.day.forms import Form, forms, heading
from bench.day.people import PASSWORD

DAY = json.loads(Path(os.environ["ELEARN_DAY"]).read_text("utf-8"))
RIGHT = {question: frozenset(words) for question, words in DAY["right"].items()}
MODULE, AGENCY = DAY["module"], DAY["agency"]
HANDED_IN = Path(os.environ["ELEARN_DAY"]).with_name("handed-in.txt").open("a", encoding="utf-8")
_turns = count()
AS_A_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
THOUGHT = 0.5  # seconds between two pages


class Person(FastHttpUser):
    """Somebody at a browser; a refused or failed step ends the visit and counts as a failure."""

    abstract = True
    network_timeout = connection_timeout = 30.0

    def see(self, path: str, name: str) -> str:
        return self._said(self.client.get(path, name=name, allow_redirects=False))

    def send(self, form: Form, button: str, name: str, *, right: frozenset[str]) -> str:
        """Send a form; the path of the page one is sent to, empty when it was refused."""
        answer = self.client.post(
            form.action,
            data=urlencode(form.filled(right, button)).encode(),
            headers=AS_A_FORM,
            name=name,
            allow_redirects=False,
        )
        return str(answer.headers.get("Location", "")) if answer.status_code == 303 else ""

    def sign_in(self, email: str) -> bool:
        form = next(
            one
            for one in forms(self.see("/sign-in", "sign-in page"), "/sign-in")
            if "password" in one.texts
        )
        fields = [(n, v) for n, v in form.hidden] + [("email", email), ("password", PASSWORD)]
        with self.client.post(
            form.action,
            data=urlencode(fields).encode(),
            headers=AS_A_FORM,
            name="sign in",
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code == 503:  # polite: everybody hashes at once
                answer.success()
                self.environment.runner.stats.get("sign in: asked to wait", "POST").log(0, 0)
            return answer.status_code == 303

    def _said(self, answer: FastResponse) -> str:
        return answer.text or ""

    @staticmethod
    def _form(page: str, here: str, *buttons: str) -> tuple[Form, str] | None:
        for form in forms(page, here):
            for button in buttons:
                if form.offers(button):
                    return form, button
        return None


class Learner(Person):
    """Takes the module: signs in, reads, answers, hands in, looks at the result, signs out."""

    weight = 10
    wait_time = constant_pacing(float(os.environ.get("ELEARN_VISIT", "60")))

    @task
    def visit(self) -> None:
        self.client.cookiejar.clear()
        turn = next(_turns)
        if not self.sign_in(f"learner-{turn}@bench.example"):
            return
        self.see("/learn", "my training")
        self.see(f"/learn/{MODULE}", "module front")
        if turn % 3 == 0:
            return
        for page in DAY["pages"]:
            here = f"/learn/{MODULE}/{page}"
            found = self._form(self.see(here, "module screen"), here, "continue")
            if found is None:
                return
            gevent.sleep(THOUGHT)
            self.send(*found, "module screen: go on", right=frozenset())
        self._quiz()

    def _quiz(self) -> None:
        front = self.see(f"/learn/{MODULE}/quiz", "quiz front")
        start = next(forms(front, f"/learn/{MODULE}/quiz"), None)
        if start is None:
            return
        here = self.send(start, "", "quiz: start", right=frozenset())
        for _ in range(40):
            if not here or "/result" in here:
                break
            page = self.see(here, "quiz question")
            found = self._form(page, here, "hand-in", "save")
            if found is None:
                break
            gevent.sleep(THOUGHT)
            form, button = found
            right = RIGHT.get(heading(page), frozenset())
            there = self.send(form, button, f"quiz: {button}", right=right)
            if button == "hand-in" and there:
                HANDED_IN.write(form.action + "\n")
                HANDED_IN.flush()
            here = there
        if here and "/result" in here:
            self.see(here, "quiz result")


class Lead(Person):
    """Reads the agency of 5,000, a page every two seconds."""

    fixed_count = 4
    wait_time = constant(2)

    def on_start(self) -> None:
        self.sign_in(f"{AGENCY}-0@bench.example")

    @task
    def look(self) -> None:
        for what in ("", "/completion", "/people"):
            self.see(f"/agencies/{AGENCY}{what}", f"lead: {what.strip('/') or 'dashboard'}")


class Public(Person):
    """Reads the signs and where to get help."""

    fixed_count = 5
    wait_time = constant_throughput(1)

    @task
    def look(self) -> None:
        for path in ("/", "/signs", "/get-help"):
            self.see(path, path)
