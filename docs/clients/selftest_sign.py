#!/usr/bin/env python3
"""Signs synthetic requests. Python 3.9 or later, standard library only. See docs/clients/README.md.

In a program:

    signer = Signer("monitor", os.environ["MONITOR_SECRET"], "farm-shop")
    headers = signer.headers("GET", "https://shop.example.org/products?limit=1")

By hand, with MONITOR_KEY_ID, MONITOR_SECRET and MONITOR_AUDIENCE in the environment; prints one header a line:

    selftest_sign.py [--tenant TENANT] [--fault FAULT] [--run RUN] [--body FILE] METHOD URL
"""

import argparse
import hashlib
import hmac
import os
import re
import secrets
import sys
import time

MIN_SECRET = 32

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Signer:
    """Signs for one service with one key."""

    def __init__(self, key_id: str, secret: str, audience: str) -> None:
        self._key_id = key_id
        self._secret = secret.encode()
        self._audience = _one_line("audience", audience)
        if len(self._secret) < MIN_SECRET:
            raise ValueError(f"the secret of key '{key_id}' must have at least {MIN_SECRET} bytes"
                             f" but has {len(self._secret)}")

    def headers(self, method: str, url: str, body: bytes = b"", *, tenant: str = "", fault: str = "", run: str = "",
                seconds: "int | None" = None, nonce: "str | None" = None) -> "dict[str, str]":
        """Return the headers of one request: each call makes a new nonce, and each nonce is good for once."""
        if not re.fullmatch("[A-Z]+", method):
            raise ValueError(f"the method must be in capital letters but was '{method}'")
        seconds = int(time.time()) if seconds is None else seconds
        nonce = secrets.token_urlsafe(18) if nonce is None else nonce
        signed = "\n".join(("v1", self._audience, method, target_of(url), str(seconds), nonce,
                            _one_line("tenant", tenant), _one_line("fault", fault),
                            hashlib.sha256(body).hexdigest() if body else ""))
        signature = hmac.new(self._secret, signed.encode(), hashlib.sha256).hexdigest()
        headers = {"X-Synthetic-Request": "true"}
        if tenant:
            headers["X-Synthetic-Tenant"] = tenant
        if fault:
            headers["X-Synthetic-Fault"] = fault
        if run:
            headers["X-Synthetic-Run"] = _one_line("run", run)
        headers["X-Synthetic-Signature"] = f"kid={self._key_id},t={seconds},n={nonce},v1={signature}"
        return headers


def target_of(url: str) -> str:
    """Return path and query as they go over the wire, which is as they are written."""
    match = re.fullmatch(r"(?:https?://[^/?#]*)?([^#]*)(?:#.*)?", url)
    target = match.group(1) if match else ""
    if url.startswith(("http://", "https://")) and not target.startswith("/"):
        target = "/" + target
    if not target.startswith("/"):
        raise ValueError(f"the URL must start with 'http://', 'https://' or '/' but was {url!r}")
    if not re.fullmatch("[!-~]+", target):
        raise ValueError("the URL must be encoded: ASCII without blanks and control characters")
    return target


# a line break would let one part pose as two
def _one_line(name: str, part: str) -> str:
    if _CONTROL.search(part):
        raise ValueError(f"'{name}' must be one line without control characters")
    return part


def _main() -> None:
    parser = argparse.ArgumentParser(description="Print the headers that make a request a synthetic one.")
    parser.add_argument("--tenant", default="", help="sandbox tenant")
    parser.add_argument("--fault", default="", help="fault")
    parser.add_argument("--run", default="", help="what you call this run; not signed")
    parser.add_argument("--body", help="file that holds the body as it is sent; - for standard input")
    parser.add_argument("--seconds", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--nonce", help=argparse.SUPPRESS)
    parser.add_argument("method")
    parser.add_argument("url")
    given = parser.parse_args()
    try:
        signer = Signer(os.environ["MONITOR_KEY_ID"], os.environ["MONITOR_SECRET"], os.environ["MONITOR_AUDIENCE"])
        headers = signer.headers(given.method, given.url, _read(given.body), tenant=given.tenant, fault=given.fault,
                                 run=given.run, seconds=given.seconds, nonce=given.nonce)
    except KeyError as missing:
        parser.error(f"the environment variable {missing} is not set")
    except ValueError as wrong:
        parser.error(str(wrong))
    for name, value in headers.items():
        print(f"{name}: {value}")


def _read(file: "str | None") -> bytes:
    if file is None:
        return b""
    if file == "-":
        return sys.stdin.buffer.read()
    with open(file, "rb") as body:
        return body.read()


if __name__ == "__main__":
    _main()
