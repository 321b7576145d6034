"""The kept versions of a lesson as the browser gets them, against the NumPy network; and what has no address."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from digitdemo.learning.lesson import MOST_BATCHES, Lesson
from digitdemo.ui.learning.versions import describe_version
from digitdemo.ui.routes import ROUTES


def ask(path: str, query: str = "") -> Response:
    for route in ROUTES:
        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "query_string": query.encode()}
        _, more = route.matches(scope)
        if more:
            return route.endpoint(Request({**scope, **more, "headers": []}))
    raise AssertionError(f"no route for {path}")


def test_every_version_has_an_address_that_browsers_keep() -> None:
    seen = set()
    for batch in (0, 1, 40, MOST_BATCHES):
        address, query = describe_version(Lesson(), batch)["url"].split("?")
        answer = ask(address, query)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert ask(address, "v=older").headers["cache-control"] == "no-cache"
        assert len(answer.body) < 50_000
        seen.add(bytes(answer.body))
    assert len(seen) == 4


@pytest.mark.parametrize(
    "address", ["nobody/3", "2-usual-0.1-free/121", "2-usual-0.1-free/99999999999999999999", "2-usual-1e999-free/1"]
)
def test_what_is_no_version_is_said(address: str) -> None:
    answer = ask(f"/api/lessons/{address}.bin")
    assert answer.status_code == 404
    assert bytes(answer.body).decode().endswith(".") or "more" in bytes(answer.body).decode()


@pytest.mark.parametrize("address", ["2-usual-0.1-free/-1", "2-usual-0.1-free/one", "2-usual-0.1-free/1/2"])
def test_other_addresses_lead_nowhere(address: str) -> None:
    with pytest.raises(AssertionError):
        ask(f"/api/lessons/{address}.bin")
