"""The critical path of the farm shop, as a user sees it from outside. It only reads, except for the sign-in of a
dedicated account; each request is signed, so that no metric of the users moves. To be run every few minutes."""

import statistics


def test_service_is_healthy(monitor):
    answer = monitor.get("/health")
    assert answer.status == 200, answer
    assert answer.json()["status"] in ("ok", "warn")


def test_visitor_sees_the_catalogue(monitor):
    answer = monitor.get("/products?limit=1")
    assert answer.status == 200, answer
    assert "json" in answer.headers["Content-Type"]
    product = answer.json()[0]
    assert product["name"] and product["price"] > 0


def test_visitor_opens_a_product(monitor):
    listed = monitor.get("/products?limit=1").json()[0]
    answer = monitor.get(f"/products/{listed['id']}")
    assert answer.status == 200, answer
    assert answer.json()["name"] == listed["name"]


def test_browser_need_not_load_a_product_twice(monitor):
    tag = monitor.get("/products/1").headers["ETag"]
    assert monitor.get("/products/1", headers={"If-None-Match": tag}).status == 304


def test_visitor_sees_what_the_sensors_report(monitor):
    answer = monitor.get("/sensors/readings/latest")
    assert answer.status == 200, answer
    assert all(0 <= reading["humidity"] <= 100 for reading in answer.json())


def test_customer_signs_in_and_sees_own_orders(monitor, customer):
    answer = monitor.get("/orders", headers=customer)
    assert answer.status == 200, answer
    assert len(answer.json()) == 1


def test_wrong_password_is_refused(monitor, username):
    answer = monitor.post("/auth/token", {"username": username, "password": "not the password"})
    assert answer.status == 401, answer
    assert "accessToken" not in answer.json()


def test_signature_replaces_no_sign_in(monitor):
    assert monitor.get("/orders").status == 401


def test_customer_is_no_administrator(monitor, customer):
    assert monitor.get("/admin/stock", headers=customer).status == 403


# an order that nobody could place: should the guard be gone, the shop answers 400 and nothing was bought
def test_monitor_may_not_place_orders(monitor, customer):
    answer = monitor.post("/orders", {"lines": []}, headers=customer)
    assert answer.status == 403, answer
    assert answer.json()["code"] == "synthetic.no-grant"


def test_answers_carry_the_security_headers(monitor):
    headers = monitor.get("/products?limit=1").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_errors_keep_their_cause_to_themselves(monitor):
    answer = monitor.get("/products/0")
    assert answer.status == 404, answer
    assert {"trace", "exception"}.isdisjoint(answer.json())


def test_catalogue_answers_in_time(monitor):
    seconds = [monitor.get("/products?limit=20").seconds for _ in range(10)]
    assert statistics.median(seconds) < 0.75, seconds
