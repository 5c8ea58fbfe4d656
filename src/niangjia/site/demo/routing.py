"""Who answers what in the demo: the district's list, and one matter being talked over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases.door import Case, duties
from niangjia.kernel.people.models import Org
from niangjia.services.feedback import actions

StandIn = Callable[[Actor, datetime], AbstractContextManager[Actor]]
SOURCE = "临江区总工会职工诉求分工办法"
OFFICES = (
    (
        "临江区劳动保障监察大队",
        "0599-8123333",
        "带上合同、工资条，到政务中心二楼",
        ("欠薪", "克扣"),
    ),
    ("临江区医保经办中心", "0599-8123366", "带上身份证，到政务中心一楼", ("医保", "社保卡")),
)
TOWN_WORDS = ("集宿区", "公交", "路灯")
REASON = "集宿区是镇里在管，请镇里一起出面。"


def plant(
    orgs: Mapping[str, Org],
    acts_for: Mapping[str, Actor],
    town: str,
    standing_in: StandIn,
    day: date,
) -> None:
    """What the district wrote down, and what the first firm's union asks its town."""
    district = acts_for[f"{orgs['district'].id}:{Post.OFFICER}"]
    union = acts_for[f"{orgs['firm-BCFZ'].id}:{Post.CHAIR}"]
    write_down(district, orgs[town], union, standing_in, day)


def write_down(district: Actor, town: Org, asking: Actor, standing_in: StandIn, day: date) -> None:
    """Two offices outside, a town, and one case that a union below the town asks it to take."""
    since = date(day.year, 1, 1)
    with standing_in(district, now() - timedelta(days=40)) as actor:
        for name, phone, how, words in OFFICES:
            new = duties.NewLine("", (), words, None, name, phone, how, SOURCE, since)
            actions.add_duty(actor, new=new)
        new = duties.NewLine("", (), TOWN_WORDS, town.id, town.name, "", "", SOURCE, since)
        actions.add_duty(actor, new=new)
    held = Case.objects.filter(org_id=asking.org, state="accepted", paused_at=None)
    case = held.exclude(visibility="upper").order_by("-created_at", "id").first()
    if case is not None:
        with standing_in(asking, now() - timedelta(hours=3)) as actor:
            actions.forward(actor, case_id=case.id, to=town.id, text=REASON)
