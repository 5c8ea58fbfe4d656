"""Who answers in the demo: the district's list, a matter talked over, one told twice, a leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.cases.door import Case, deputies, duties
from niangjia.kernel.people.models import Org
from niangjia.services.feedback import actions, rules

from .actors import StandIn

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
#: Somebody tells again what the union is at work on with the firm.
MAIN = "三号宿舍楼空调"
AGAIN = "三号楼 405 的空调也不转了，遥控器没反应，下了夜班睡不着，能不能一起修？"
TAKEN_ON = "收到，先去看看是不是同一条线上的。"
TOLD = (
    "三号楼的空调工会已经请公司在修了，你这间放在一起办，答复时也会告诉你。编号不变，还是你来打分。"
)
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
    away(district, acts_for[f"{orgs['district'].id}:{Post.CHAIR}"], standing_in, day)


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


def away(officer: Actor, chair: Actor, standing_in: StandIn, day: date) -> None:
    """The district's cadre goes on leave next week; the chair stands in."""
    monday = day + timedelta(days=7 - day.weekday())
    one, other = (deputies.Colleague(who.me, who.name) for who in (officer, chair))
    wish = deputies.Wish(one, other, monday, monday + timedelta(days=4))
    with standing_in(officer, now() - timedelta(hours=4)) as actor:
        actions.name_deputy(actor, wish=wish)


def tell_again(author: Actor, union: Actor, firm: Org, standing_in: StandIn) -> None:
    """A second person of the first firm says the same: merged into the case that is led on."""
    held = Case.objects.filter(org_id=union.org, state="with_firm", firm_id=firm.id)
    main = held.filter(title__startswith=MAIN).order_by("-created_at", "id").first()
    if main is None:
        return
    conditions = rules.BOARDS[-1][0]
    review = actions.Review(firm.id, conditions, 2, ("住宿",), AGAIN)
    with standing_in(author, now() - timedelta(hours=26)) as actor:
        opened = actions.open_review(actor, review=review)
    with standing_in(union, now() - timedelta(hours=22)) as actor:
        actions.accept(actor, case_id=opened.id, text=TAKEN_ON)
    with standing_in(union, now() - timedelta(hours=20)) as actor:
        actions.merge(actor, case_id=opened.id, main_id=main.id, text=TOLD)
