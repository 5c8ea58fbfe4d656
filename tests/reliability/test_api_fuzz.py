"""The API under invented requests: no crash, and no answer its own document does not announce.

schemathesis makes the requests from the OpenAPI document, good and bad ones, for the real server.
The seed is fixed: a failure comes back.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from niangjia.kernel.cases.models import Case
from niangjia.site.api import api
from tests.kit.live import Running
from tests.kit.sowing import seeding
from tests.kit.world import World

HATS = {
    "worker": "a1x-asker",
    "cadre": "a1x.chair",
    "firm": "a1x-firm.responder",
    "nobody": "",
}
#: A good request may still be refused by a rule of the house, with a documented 409 or 422.
CONFIG = {
    "seed": 330199,
    "checks": {"positive_data_acceptance": {"enabled": False}},
    "generation": {"deterministic": True, "with-security-parameters": False},
}
QUIET = list(HealthCheck)

schema = schemathesis.openapi.from_dict(
    api.get_openapi_schema(), config=SchemathesisConfig.from_dict(CONFIG)
)


class Caller:
    """Sends invented requests as somebody; those with a good id get the id of a real thing."""

    def __init__(self, server: Running, world: World, hat: str) -> None:
        self.url = server.url
        self.headers = world.bearer(hat) if hat else {}
        self.cases = [world.cases[f"a1x.{name}"] for name in ("own", "seated", "town", "lent")]
        self.firm = world.orgs["a1x-firm"]
        self.sent = 0

    def __call__(self, case: Any) -> None:
        self.sent += 1
        if is_uuid(case.path_parameters.get("case_id")) and self.sent % 4:
            case.path_parameters["case_id"] = str(self.cases[self.sent % 4].id)
        if isinstance(case.body, dict) and is_uuid(case.body.get("firm_id")) and self.sent % 4:
            case.body["firm_id"] = str(self.firm.id)
        case.call_and_validate(base_url=self.url, headers=self.headers)


def is_uuid(given: Any) -> bool:
    """Whether a request names something in the right shape."""
    try:
        return bool(UUID(given))
    except (AttributeError, TypeError, ValueError):
        return False


@pytest.fixture(params=HATS)
def caller(request: pytest.FixtureRequest, server: Running, committed_world: World) -> Caller:
    """One after the other: a worker with an answer to judge, a cadre, a firm, a stranger."""
    made = Caller(server, committed_world, HATS[request.param])
    if request.param == "worker":
        with seeding():
            Case.objects.filter(id__in=[case.id for case in made.cases]).update(state="answered")
    return made


@schema.parametrize()
@settings(max_examples=20, suppress_health_check=QUIET)
def test_answers_are_documented(case: Any, caller: Caller) -> None:
    caller(case)


@pytest.mark.deep
@schema.parametrize()
@settings(max_examples=200, suppress_health_check=QUIET)
def test_many_answers_are_documented(case: Any, caller: Caller) -> None:
    caller(case)
