"""An evening on which eight people could not get home, and thirty were lodged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import telling
from niangjia.kernel.surveys import actions as surveys
from niangjia.services.feedback import actions as feedback
from niangjia.services.feedback.actions import matters
from niangjia.services.lodging import actions as lodging
from niangjia.services.lodging.models import Cost, Receipt, Stay, Supply

from .actors import StandIn
from .asked import by_itself

#: Days ago; the stay lasts three nights.
AGO, NIGHTS = 12, 3
PEOPLE = 30
TITLE = "南塘路封路，下了班回不了家"
SAID = (
    "南塘路的主水管爆了，整条路封着。下夜班走不出厂门，今晚没有地方睡，能不能借张床？",
    "家在南塘路里面，封路以后绕都绕不进去，昨晚在更衣室坐到天亮，腰都直不起来。",
    "抢修的人说水管要三天才好。回不了家，车间里凑合睡的，没有被子，地上潮。",
    "我和同班的两个人都住南塘，现在都回不去，希望给安排个能躺下的地方。",
    "下了班才知道路封了，身上全是布灰，哪里能洗个澡、换身衣服？",
    "封路回不了家，孩子由邻居帮着看。今晚要是能在厂里住下，明早还能接着上班。",
    "路断了，末班公交也不来，想在厂里住两晚，不挑地方，有张床就行。",
    "晚上冷，回不了家的不止我一个，求几床厚一点的被子。",
)
ACCEPTED = "收到，工会今晚就去腾房间，先数一数有多少人要住下。"
ANSWER = (
    "路通了，三个晚上一共住下 30 位，被褥都收回来洗好了。厂里答应：以后再遇到这种事，"
    "宿舍一楼那五间先留给回不了家的人，值班室有钥匙。"
)
THANKS = ("那晚睡上了热被窝，谢谢工会。", "夜里十点还有人送被子来，很暖心。", "")
ROOMS = (("101", "men"), ("102", "men"), ("103", "men"), ("105", "women"), ("106", "women"))
BRING = "带上工牌，到宿舍楼值班室领钥匙"
COSTS = (("折叠床租三晚", 54000), ("三天早餐", 81000))


@dataclass(frozen=True, slots=True)
class Told:
    """A case of that evening and who wrote it."""

    id: UUID
    author: Actor


def live(union: Actor, firm: UUID, workers: Sequence[Actor], standing_in: StandIn) -> None:
    """The whole evening, and how it ended."""
    begun = (local(now()) - timedelta(days=AGO)).replace(hour=20, minute=6)
    told = _told(firm, workers[: len(SAID)], standing_in, begun)
    at = begun + timedelta(minutes=55)
    with standing_in(union, at) as actor:
        for one in told:
            feedback.accept(actor, case_id=one.id, text=ACCEPTED)
        matter = matters.group(actor, case_ids=[one.id for one in told], title=TITLE)
    _lodge(union, matter.id, workers[:PEOPLE], standing_in, at)
    _answer(union, matter.id, told, standing_in, begun + timedelta(days=NIGHTS + 1))


def _told(
    firm: UUID, authors: Sequence[Actor], standing_in: StandIn, begun: datetime
) -> list[Told]:
    out = []
    for n, (author, text) in enumerate(zip(authors, SAID, strict=True)):
        review = feedback.Review(firm, "welfare", 2, ("住宿",), text, "union")
        with standing_in(author, begun + timedelta(minutes=6 * n)) as actor:
            out.append(Told(feedback.open_review(actor, review=review).id, author))
    return out


def _lodge(
    union: Actor, matter: UUID, guests: Sequence[Actor], standing_in: StandIn, at: datetime
) -> None:
    """Heads, rooms, beds, receipts; and the end."""
    with standing_in(union, at) as actor:
        until = at.date() + timedelta(days=NIGHTS)
        stay = lodging.begin(actor, matter_id=matter, bring=BRING, until=until).id
    survey = Stay.objects.get(pk=stay).survey_id
    with standing_in(by_itself(union), at + timedelta(minutes=1)) as system:
        surveys.tell_on(system, survey_id=survey)
    for n, guest in enumerate(guests):
        with standing_in(guest, at + timedelta(minutes=2 + n)) as actor:
            said = {"q1": 0, "q2": int(n >= PEOPLE * 3 // 5), "q3": 0}
            surveys.answer(actor, survey_id=survey, said=said)
    with standing_in(union, at + timedelta(minutes=50)) as actor:
        _furnish(actor, stay)
    for guest in guests:
        _sign(guest, stay, standing_in, at + timedelta(minutes=90))
    with standing_in(union, at + timedelta(days=NIGHTS)) as actor:
        lodging.end(actor, stay_id=stay)


def _furnish(actor: Actor, stay: UUID) -> None:
    for name, gender in ROOMS:
        lodging.add_room(actor, stay_id=stay, name=name, beds=6, limit=6, gender=gender)
    lodging.arrange(actor, stay_id=stay)
    lodging.tell(actor, stay_id=stay)
    lodging.stock(actor, stay_id=stay, name="棉被一床", bedding=True, came=PEOPLE + 4)
    lodging.hand_out(actor, stay_id=stay, supply_id=Supply.objects.get(stay_id=stay).id)
    for title, fen in COSTS:
        lodging.ask_cost(actor, stay_id=stay, title=title, fen=fen)
    for cost in Cost.objects.filter(stay_id=stay):
        lodging.decide(actor, stay_id=stay, cost_id=cost.id, yes=True)


def _sign(guest: Actor, stay: UUID, standing_in: StandIn, at: datetime) -> None:
    for receipt in Receipt.objects.filter(stay_id=stay, person_id=guest.me):
        with standing_in(guest, at) as actor:
            lodging.sign(actor, receipt_id=receipt.id)


def _answer(
    union: Actor, matter: UUID, told: Sequence[Told], standing_in: StandIn, at: datetime
) -> None:
    """One answer to all; most say at once that it was solved, some take their time."""
    words = telling.Words(telling.Kinds.REPLY, ANSWER, "solved")
    with standing_in(union, at) as actor:
        made = matters.tell_all(
            actor, matter_id=matter, words=words, chosen=[one.id for one in told]
        )
    with standing_in(by_itself(union), at + timedelta(minutes=1)) as system:
        matters.tell_on(system, telling_id=made.id)
    for n, one in enumerate(told[: len(SAID) - 3]):
        with standing_in(one.author, at + timedelta(hours=2 + n)) as actor:
            text = THANKS[n % len(THANKS)]
            feedback.verdict(actor, case_id=one.id, said="solved", stars=5, text=text)
