"""Claims: the drop, the steps of a claim afterwards, and what a refusal says."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.drop import Dropped, drop
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import day_text, local, now, today
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.paths import beneath
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal, Verdict
from niangjia.kernel.base.wording import in_words
from niangjia.kernel.people.switches import CLOSED

from . import codes, eligibility, gone, room
from .flow import CLAIM, HOLDING, LIVE
from .models import Claim, Offer

#: Days a parcel may be on its way.
ON_THE_WAY = 30
#: Claims of one family at once.
MOST_AT_ONCE = 8
#: States in which a claim has no unit any more.
WITHOUT = tuple(state for state in CLAIM.finals if state not in HOLDING)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: one for themselves, or one each for some of their household."""

    service: str
    offer_id: UUID
    people: tuple[UUID, ...] = ()
    #: What the waiting room gave out, where there is one.
    token: str = ""

    def words(self, mark: int | None = None) -> dict[str, Any]:
        """What the database is told; ids and codes are new each time."""
        units = [_unit(one) for one in self.people] or [_unit(None)]
        return {
            "offer": str(self.offer_id),
            "service": self.service,
            "at": now().isoformat(),
            "start": random.randrange(64),
            "mark": mark,
            "party": str(new_id()) if len(units) > 1 else None,
            "units": units,
        }


def _unit(person: UUID | None) -> dict[str, str | None]:
    return {
        "id": str(new_id()),
        "number": codes.number(),
        "code": codes.fresh(codes.PICK),
        "person": str(person) if person else None,
    }


def dropped(
    act: Act, wish: Wish, audit: str, answer: Callable[[str], tuple[int, str | None]]
) -> Dropped:
    """Claim by the door of drops. `answer` gives status and body of the kept answer for the first
    claim's id; without a body the database writes the claims as JSON."""
    if len(set(wish.people)) != len(wish.people) or len(wish.people) > MOST_AT_ONCE:
        raise Refusal("people", _("一次最多替八位家人领，每人一次。"), status=422)
    mark = codes.mark(act.once_key)
    if gone.known(wish.offer_id, mark):
        raise refusal("sold_out", {"soon": gone.soon(wish.offer_id)})
    place = _let_in(wish)

    def deed() -> dict[str, Any]:
        words = wish.words(mark) | place
        status, body = answer(words["units"][0]["id"])
        return words | {"audit": audit, "audit_id": str(new_id()), "status": status, "body": body}

    found = drop(act, "api.drop_claim", deed)
    if found.code == "sold_out" and found.facts["all"]:
        gone.learn(wish.offer_id, found.facts["soon"])
    if found.code == "room":
        room.at_hand(wish.offer_id)
    if not found.done:
        raise refusal(found.code, found.facts)
    return found


def _let_in(wish: Wish) -> dict[str, str]:
    """What tells the database that the waiting room let somebody in; raises when it did not."""
    why, mark = room.stopped(wish.offer_id, wish.token)
    if why:
        raise refusal(why, {})
    return {"room": mark, "room_key": room.key(wish.offer_id)} if mark else {}


def entered(act: Act, service: str, offer_id: UUID) -> room.Token:
    """A place in the waiting room: the one somebody has already, or a new one."""
    if gone.known(offer_id, None):
        raise refusal("sold_out", {"soon": gone.soon(offer_id)})
    found = drop(act, "api.room_enter", lambda: room.words(offer_id, service))
    if found.code != "ok":
        raise refusal(found.code, found.facts)
    return room.Token(found.facts["round"], found.facts["mark"])


def claimed(actor: Actor, wish: Wish) -> list[dict[str, Any]]:
    """Claim inside the act under way; the claims made."""
    said = door("api.claim", wish.words())
    if said["code"] != "ok":
        raise refusal(said["code"], said)
    made: list[dict[str, Any]] = said["claims"]
    return made


def door(name: str, words: dict[str, Any]) -> Any:
    """What a function of the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s::jsonb)", [json.dumps(words, default=str)])
        said = cursor.fetchone()[0]
    return json.loads(said) if isinstance(said, str) else said


def refusal(code: str, facts: dict[str, Any]) -> Refusal:
    """A no in words, with what would help."""
    if code == "absent":
        return Hidden("no_offer")
    if code in WHEN:
        moment = day_text(datetime.fromisoformat(facts["at"]))
        return Refusal(code, _(WHEN[code]) % {"when": moment})
    if code == "not_entitled":
        why = in_words(explained(facts.get("facts") or {}, facts.get("clauses") or []))
        return Refusal(code, _(NOT_ENTITLED) % {"why": why}, fails=facts.get("fails"))
    kept = {one: facts[one] for one in ("claim", "waiting", "next", "soon") if facts.get(one)}
    return Refusal(code, more(facts) or _(WHY_NOT[code]), **kept)


def more(facts: dict[str, Any]) -> str:
    """What still comes of something gone, in words; nothing where nothing does."""
    for name, words in (("next", NEXT), ("soon", SOON)):
        if moment := facts.get(name):
            return _(words) % {"when": day_text(datetime.fromisoformat(moment))}
    return ""


def explained(facts: dict[str, Any], clauses: list[dict[str, Any]]) -> Verdict:
    """Clauses against facts, as a verdict with the smallest change that would pass."""
    return eligibility.verdict(eligibility.judge(facts, eligibility.read(clauses), today()))


def due(offer: Offer, start: datetime) -> Due:
    """When a step of a claim is due: nothing is owed before the offer closes."""

    def by(clock: str) -> datetime | None:
        if clock in ("claim.asked", "claim.granted") and start < offer.closes_at:
            return offer.closes_at + timedelta(days=offer.pick_days)
        days = ON_THE_WAY if clock == "claim.sent" else offer.pick_days
        return end_of(local(start).date() + timedelta(days=days))

    return by


def visible(actor: Actor) -> Q:
    """The first line: one's own, the own offers' ones, those of people in the actor's part."""
    if actor.post == Post.SYSTEM:
        return Q()
    if actor.post == Post.WORKER:
        return Q(person_id=actor.me)
    theirs = Q(org_root=actor.org_root) & beneath(actor, "home_path")
    return Q(org_id=actor.org) | theirs


def in_sight(actor: Actor, claim_id: UUID) -> Claim:
    """A claim the acting person, or union, may know of; another is Hidden."""
    rows = Claim.objects.select_related("offer").filter(visible(actor), id=claim_id)
    found = rows.first()
    if found is None:
        raise Hidden("no_claim")
    return found


def step(actor: Actor, claim: Claim, verb: str, **changes: Any) -> Claim:
    """One step of a claim by `move()`, and of its unit: taken with an approval, given back when
    the claim ends without it."""
    target = CLAIM.step(verb).target
    changes["closed_at"] = now() if target in CLAIM.finals else None
    move(actor, claim, verb, CLAIM, due(claim.offer, now()), **changes)
    if verb == "approve" and not _ask(
        "SELECT api.claim_unit(%s, %s, %s)", claim.id, random.randrange(64), now()
    ):
        raise Refusal("sold_out", _("已经没有剩下的了，批不了。先调一些名额过来。"), status=422)
    if target in WITHOUT:
        _ask("SELECT api.claim_back(%s, %s)", claim.id, now())
        gone.forget(claim.offer_id)
    return claim


def _ask(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


WHEN = {
    "early": noop("还没到时间，%(when)s 开始，到时再来。"),
    "late": noop("%(when)s 已经截止了。看看还有什么能领的。"),
    "room_early": noop("%(when)s 起可以来排，开始前来的都一样，不分先后。"),
}
NEXT = noop("这一批领完了。下一批 %(when)s 放出来，到时再来。")
#: Said without looking who asks: whether it is for them stands on the page.
SOON = noop("这一批领完了。%(when)s 还有一批，是不是给你们的，点开看。")
NOT_ENTITLED = noop("这次还不符合条件：%(why)s")
WHY_NOT = {
    "paused": noop("工会先停一停，过一会儿再来看看。"),
    "already": noop("你已经领过了，去“我领的”里看取货码。"),
    "household": noop("你家里这次已经领过了，一家有限数。"),
    "not_family": noop("只能替登记成一家的家人领。"),
    "sold_out": noop("领完了。有人退出来会先给排队的人。"),
    "closed": CLOSED,
    "no_list": noop("这一项不排队，看看别的。"),
    "free": noop("现在还有，不用排队，直接领。"),
    "waits": noop("你已经在排队了。"),
    "room": noop("这一项要先排队，轮到了再领。"),
    "turn": noop("还没轮到你，再等一等，你的位置一直留着。"),
    "passed": noop("你的号过了，重新排一个。"),
    "no_room": noop("这一项不用排队，直接领。"),
}
__all__ = ["HOLDING", "LIVE", "Wish", "claimed", "dropped", "due", "in_sight", "refusal", "step"]
