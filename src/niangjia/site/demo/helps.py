"""Four people on the cover to whom something happened, each at another step with the insurer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers.door import helping
from niangjia.kernel.offers.models import RollEntry
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person
from niangjia.services.benefits.actions import helps

from .actors import StandIn, worker

FELL, PIPE = "accident", "home"
#: Days ago, kind, place, words; the first is the first account's.
STORIES = (
    (34, FELL, "百川纺织厂门口", "下夜班骑车摔了，左手腕骨裂，打了石膏，在家歇了三周。"),
    (1, PIPE, "当河新村 3 幢", "楼上水管爆了，客厅的地板和衣柜泡了一夜，都拍了照片。"),
    (9, FELL, "南塘菜场", "地滑摔了一跤，脚踝扭伤，医院拍了片子，没有骨折。"),
    (52, PIPE, "东港路 18 号", "电动车充电起火，烧坏了走廊里的洗衣机，消防来过。"),
)


def plant(roll: UUID, officer: Actor, folk: Sequence[Person], standing_in: StandIn) -> None:
    """Paid and waiting for a word, just asked, with the insurer, and refused."""
    on = set(RollEntry.objects.filter(roll_id=roll).values_list("person_id", flat=True))
    who = [one for one in folk if one.id in on]
    made = [_ask(roll, *pair, standing_in) for pair in zip(who, STORIES, strict=False)]
    _led(officer, made[0], standing_in, "B8801-20417")
    with standing_in(officer, _ago(STORIES[0][0] - 21)) as actor:
        helps.pay(actor, help_id=made[0][0], fen=3_260_00)
    _led(officer, made[2], standing_in, "B8801-20533")
    _led(officer, made[3], standing_in, "B8801-20398")
    with standing_in(officer, _ago(30)) as actor:
        said = "保险公司说：烧坏的洗衣机放在走廊，不算在家里的财物，这次不赔。"
        helps.end(actor, help_id=made[3][0], verb="refuse", reason=said)


def _ago(days: int, hours: int = 0) -> datetime:
    """In the middle of a morning some days ago."""
    day = local(now()) - timedelta(days=days)
    return day.replace(hour=9, minute=30) + timedelta(hours=hours)


def _ask(
    roll: UUID, who: Person, story: tuple[int, str, str, str], standing_in: StandIn
) -> tuple[UUID, int]:
    days, kind, place, words = story
    with standing_in(worker(who), _ago(days)) as actor:
        day = local(now()).date() - timedelta(days=1)
        told = helping.Story(kind, day, place, words, sealing.phone_of(who))
        return helps.ask(actor, roll_id=roll, story=told).id, days


def _led(officer: Actor, made: tuple[UUID, int], standing_in: StandIn, number: str) -> None:
    """Taken on in the afternoon, with the insurer two days later."""
    help_id, days = made
    with standing_in(officer, _ago(days, 5)) as actor:
        helps.take(actor, help_id=help_id)
    with standing_in(officer, _ago(days, 6)) as actor:
        helps.say(actor, help_id=help_id, text="发票和病历先留好，周三来拿。")
    with standing_in(officer, _ago(days - 2)) as actor:
        helps.send(actor, help_id=help_id, day=local(now()).date(), reference=number)
