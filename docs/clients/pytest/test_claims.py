"""Who only claims to be synthetic is refused where it matters. For after a deploy, not around the clock: what is
refused here was sent by nobody the service trusts, so it counts among its users' requests."""

import time

import pytest

WRONG = {"username": "nobody", "password": "not the password"}
SIGN_IN = "/auth/token"


def assert_refused(answer):
    assert answer.status == 403, answer
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.headers["X-Synthetic-Decision"] == "rejected"
    assert answer.json()["code"] == "synthetic.claim-rejected"


def test_mark_alone_is_refused(monitor):
    assert_refused(monitor.send("POST", SIGN_IN, b"{}", {"X-Synthetic-Request": "true"}))


def test_mark_alone_leaves_a_reader_a_user(monitor):
    assert monitor.send("GET", "/products?limit=1", headers={"X-Synthetic-Request": "true"}).status == 200


def test_replay_is_refused(monitor):
    headers = monitor.sign("POST", SIGN_IN, b"{}")
    first = monitor.send("POST", SIGN_IN, b"{}", headers)
    assert first.status == 400, first  # verified; the shop misses username and password
    assert_refused(monitor.send("POST", SIGN_IN, b"{}", headers))


def test_replay_of_a_reader_makes_it_a_user(monitor):
    headers = monitor.sign("GET", "/products?limit=1")
    assert monitor.send("GET", "/products?limit=1", headers=headers).status == 200
    assert monitor.send("GET", "/products?limit=1", headers=headers).status == 200


@pytest.mark.parametrize("altered", [
    {"method": "PUT"},
    {"path": SIGN_IN + "?x=1"},
    {"body": b'{"username":"farmer"}'},
    {"headers": {"X-Synthetic-Tenant": "sandbox-1"}},
    {"headers": {"X-Synthetic-Fault": "error"}},
], ids=str)
def test_altered_request_is_refused(monitor, altered):
    headers = {**monitor.sign("POST", SIGN_IN, b"{}"), **altered.get("headers", {})}
    assert_refused(monitor.send(altered.get("method", "POST"), altered.get("path", SIGN_IN),
                                altered.get("body", b"{}"), headers))


@pytest.mark.parametrize("minutes", [-5, 5])
def test_other_time_is_refused(monitor, minutes):
    headers = monitor.sign("POST", SIGN_IN, b"{}", seconds=int(time.time()) + 60 * minutes)
    assert_refused(monitor.send("POST", SIGN_IN, b"{}", headers))


def test_tenant_that_the_key_does_not_have_is_refused(monitor):
    assert_refused(monitor.post(SIGN_IN, WRONG, tenant="somebody-else"))
