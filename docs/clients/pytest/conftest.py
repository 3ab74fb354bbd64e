"""A client that signs each request. Needs pytest (pip install pytest) and what it finds in the environment:

MONITOR_URL        where the service answers; default http://localhost:8080
MONITOR_KEY_ID     id of the key; default monitor
MONITOR_SECRET     its secret
MONITOR_AUDIENCE   name of the service; default farm-shop
MONITOR_USERNAME   the dedicated test account; default smoke-test
MONITOR_PASSWORD   its password
MONITOR_RUN        what the run is called in the log of the service; default a random id
"""

import http.client
import json
import os
import pathlib
import sys
import time
import urllib.parse
import uuid

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from selftest_sign import Signer  # noqa: E402

USER_AGENT = "SyntheticMonitor/1.0"
TIMEOUT = 10


class Answer:
    """What came back: status, headers of any case, body, and how long it took."""

    def __init__(self, response: http.client.HTTPResponse, body: bytes, seconds: float) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = body
        self.seconds = seconds

    def json(self):
        return json.loads(self.body)

    def __repr__(self) -> str:
        return f"{self.status} {self.body[:500]!r}"


class Monitor:
    """Sends requests as they are given: no redirect is followed, nothing is encoded again."""

    def __init__(self, url: str, signer: Signer) -> None:
        self._url = urllib.parse.urlsplit(url)
        self._signer = signer
        self._run = _setting("MONITOR_RUN", uuid.uuid4().hex[:12])

    def get(self, path: str, headers=None, **signed) -> Answer:
        return self.send("GET", path, headers={**self.sign("GET", path, **signed), **(headers or {})})

    def post(self, path: str, document, headers=None, **signed) -> Answer:
        body = json.dumps(document).encode()
        return self.send("POST", path, body, {**self.sign("POST", path, body, **signed), **(headers or {})})

    def sign(self, method: str, path: str, body: bytes = b"", **signed):
        return self._signer.headers(method, self._url.path + path, body, run=self._run, **signed)

    def send(self, method: str, path: str, body: bytes = b"", headers=None) -> Answer:
        kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._url.netloc, timeout=TIMEOUT)
        given = {"User-Agent": USER_AGENT, "Accept": "application/json", **(headers or {})}
        if body:
            given["Content-Type"] = "application/json"
        try:
            started = time.monotonic()
            connection.request(method, self._url.path + path, body or None, given)
            response = connection.getresponse()
            return Answer(response, response.read(), time.monotonic() - started)
        finally:
            connection.close()


@pytest.fixture(scope="session")
def monitor() -> Monitor:
    signer = Signer(_setting("MONITOR_KEY_ID", "monitor"), _setting("MONITOR_SECRET"),
                    _setting("MONITOR_AUDIENCE", "farm-shop"))
    return Monitor(_setting("MONITOR_URL", "http://localhost:8080").rstrip("/"), signer)


@pytest.fixture(scope="session")
def username() -> str:
    return _setting("MONITOR_USERNAME", "smoke-test")


@pytest.fixture(scope="session")
def customer(monitor, username):
    """Headers of somebody who has signed in: once, as each sign-in costs the service a password hash."""
    answer = monitor.post("/auth/token", {"username": username, "password": _setting("MONITOR_PASSWORD")})
    assert answer.status == 200, answer
    return {"Authorization": "Bearer " + answer.json()["accessToken"]}


# a missing setting fails: a monitor that skips its tests is green for ever
def _setting(name: str, default: str = "") -> str:
    value = os.environ.get(name) or default
    if not value:
        pytest.exit(f"the environment variable {name} is not set; see docs/clients/README.md", returncode=2)
    return value
