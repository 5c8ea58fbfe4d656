"""What the sides of a mediation do, as their pages send it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor
from niangjia.kernel.mediation import actions
from niangjia.kernel.mediation.models import Mediation, Sitting
from tests.feedback.test_loop import write
from tests.kit.sowing import seeding
from tests.kit.world import World

CLAIM = "九月到现在的夜班津贴没有发，想补发三个月，一共两千四百元。"
TERMS = "一、公司在十二月十五日前补发夜班津贴两千四百元。\n二、以后每月随工资一起发。"
WORKER, CHAIR, ABOVE, FIRM = "a1x-asker", "a1x.chair", "a1.officer", "a1x-firm.responder"


def post(world: World, hat: str, name: str, of: Any, key: str = "k", **fields: Any) -> Any:
    there = reverse(name, args=[of])
    return world.client(hat).post(there, {"key": f"{name.replace(':', '-')}-{key}", **fields})


def page(world: World, hat: str, name: str, of: Any) -> str:
    answer: HttpResponse = world.client(hat).get(reverse(name, args=[of]))  # type: ignore[assignment]
    return answer.content.decode()


def again(of: UUID) -> Mediation:
    with seeding():
        return Mediation.objects.get(pk=of)


def asked(world: World) -> UUID:
    """A case, and mediation asked for out of it."""
    case = write(world.client(WORKER), world)
    answer = post(world, WORKER, "mediation:case", case, claim=CLAIM, yes="on")
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].split("/")[2])


def invited(world: World) -> UUID:
    of = asked(world)
    mediator = str(world.hats[ABOVE].person.id)
    fields = {"invite-mediator": mediator}
    answer = post(world, CHAIR, "mediation_desk:invite", of, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return of


def talking(world: World) -> UUID:
    of = invited(world)
    assert post(world, FIRM, "mediation_firm:accept", of).status_code == 302
    return of


def drafted(world: World, terms: str = TERMS) -> UUID:
    of = talking(world)
    answer = post(world, ABOVE, "mediation_desk:draft", of, **{"draft-terms": terms})
    assert answer.status_code == 302, answer.content.decode()
    return of


def confirm(world: World, hat: str, of: UUID, key: str = "k", seen: str | None = None) -> int:
    seen = again(of).sha256 if seen is None else seen
    return int(post(world, hat, "mediation:confirm", of, key, seen=seen).status_code)


def met(world: World, of: UUID) -> Sitting:
    """One talk, arranged."""
    when = {"talk-at": "2026-11-24T14:00", "talk-place": "街道总工会调解室"}
    assert post(world, ABOVE, "mediation_desk:talk", of, **when).status_code == 302
    with seeding():
        return Sitting.objects.get(mediation_id=of)


def watch() -> None:
    with system("clocks"):
        actions.watch_round(actor(), after=None)
