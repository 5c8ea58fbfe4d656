"""A winter campaign of the district: five tracks, a list from the towns, packs on their way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people
from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Person
from niangjia.services.benefits.actions import campaigns, claims, packs, portions, rolls, splitting
from niangjia.services.benefits.actions import offers as actions
from niangjia.services.benefits.desk import wizard

from . import pictures
from .actors import StandIn, worker

MILLION = 1_000_000_00
TRACKS = (
    ("送文化", 150_000_00),
    ("送温暖", 400_000_00),
    ("送福利", 300_000_00),
    ("送培训", 100_000_00),
    ("送精神", 50_000_00),
)
TITLE, BASIS = "娘家人陪您过大年", "主席办公会第 3 号纪要"
TEXT = "留下来过年的，工会陪着：文化、温暖、福利、培训、精神，五样都送。"
#: Promised and paid already: track, what for, fen, how much of it is paid.
PROMISED = (
    ("送文化", "年三十文艺演出", 48_000_00, 48_000_00),
    ("送培训", "电工、焊工考证班", 36_000_00, 0),
    ("送精神", "给留岗职工家里寄一封信", 3_600_00, 1_200_00),
)
ROLL, WHY = "相对困难的留岗职工", "镇街摸排出来、过年留在临江的"
PAPER, SOURCE = "留岗过年慰问办法", "临工发〔2026〕8 号"
ARTICLE = "《留岗过年慰问办法》第三条"
PACKS, PEOPLE, TAKEN = 400, 412, 90
PACK_TEXT = "大米五斤、食用油一桶、年货一份。在名单上的，一人一份，别人可以代领。"
WHERE = "所在镇街工会，工作日 9 点到 17 点"
DUMPLINGS = "元宵汤圆，凭码到南塘路合作超市领。会员都可以领，一人一份。"


def plant(district: Actor, chair: Actor, everybody: Sequence[Person], standing_in: StandIn) -> None:
    """The money, the list, the rules; packs that some have taken, dumplings that come next week."""
    begun = (local(now()) - timedelta(days=24)).replace(hour=9, minute=20)
    campaign = _campaign(district, chair, standing_in, begun)
    with standing_in(district, begun + timedelta(days=1)) as actor:
        lines = {one.title: one.id for one in offers.campaigns.one(actor, campaign).tracks}
        _promise(actor, lines)
        roll = _roll(actor, everybody)
        pack = _rules(actor, roll, begun.date())
    opens = begun + timedelta(days=21)
    with standing_in(district, opens - timedelta(hours=20)) as actor:
        money = {"campaign_id": campaign, "line_id": lines["送温暖"], "unit_cost": 500_00}
        offer = _packs(actor, roll, pack, opens, money)
        _dumplings(actor, begun + timedelta(days=31), campaign, lines["送福利"])
    for n, person in enumerate(_listed(everybody)[1 : TAKEN + 1]):
        with standing_in(worker(person), opens + timedelta(minutes=7 * n)) as actor:
            claims.claim(actor, wanted=claims.wish(offer))


def _campaign(district: Actor, chair: Actor, standing_in: StandIn, at: datetime) -> UUID:
    until = at.date() + timedelta(days=100)
    with standing_in(district, at) as actor:
        plan = offers.campaigns.Plan(
            TITLE, TEXT, BASIS, at.date(), until, MILLION, shared=True, tracks=TRACKS
        )
        made = campaigns.draft(actor, plan=plan).id
    with standing_in(chair, at + timedelta(hours=3)) as actor:
        campaigns.approve(actor, campaign_id=made)
    return made


def _promise(actor: Actor, lines: dict[str, UUID]) -> None:
    for track, title, fen, paid in PROMISED:
        line = lines[track]
        made = campaigns.promise(actor, line_id=line, title=title, fen=fen, reason="")
        if paid:
            what = offers.campaigns.For(made.id, title, "转账凭证")
            campaigns.book(actor, line_id=line, verb="spend", fen=paid, what=what)


def _listed(everybody: Sequence[Person]) -> list[Person]:
    """The first account, and people spread over the firms of the towns."""
    homes = [one for one in everybody if one.employer_id is not None and one.joined_on]
    step = len(homes) // PEOPLE
    return [homes[0], *homes[step :: max(step, 1)][: PEOPLE - 1]]


def _roll(actor: Actor, everybody: Sequence[Person]) -> UUID:
    found = [
        offers.roll_sheet.Line(n, one.name, sealing.phone_of(one), "")
        for n, one in enumerate(_listed(everybody), 2)
    ]
    head = offers.rolls.Head(ROLL, WHY, "各镇街摸排表", local(now()).date())
    made = rolls.bring(actor, head=head, lines=found, problems=()).id
    rolls.approve(actor, roll_id=made, approved_by="各镇街工会主席碰头会")
    return made


def _rules(actor: Actor, roll: UUID, since: date) -> UUID:
    clauses = (
        offers.Clause("member_days", "ge", 30, ARTICLE),
        offers.Clause("lists", "has", str(roll), ARTICLE, names=(ROLL,)),
    )
    paper = offers.packs.Paper(PAPER, SOURCE, "主席办公会", since, since)
    return packs.make(actor, paper=paper, clauses=clauses).id


def _packs(actor: Actor, roll: UUID, pack: UUID, opens: datetime, money: dict[str, object]) -> UUID:
    """Shared out to the towns by what the list asks for; out it goes."""
    rules = offers.packs.one(actor, pack)
    terms = offers.Terms(
        kind="goods",
        mode="first",
        title="留岗过年大礼包",
        text=PACK_TEXT,
        opens_at=opens,
        closes_at=opens + timedelta(days=14),
        clauses=offers.packs.checked(rules.clauses),
        pack_id=rules.id,
        pack_version=rules.version,
        waiting=True,
        pick_where=WHERE,
        **money,  # type: ignore[arg-type]  # the track that pays, and the price of one
    )
    made = actions.draft(actor, terms=terms).id
    row = offers.offering.of_mine(actor, made)
    below = list(people.orgs(people.unions_right_below(actor.org)).values())
    parts = wizard.shares(actor, row, below, str(roll), PACKS)
    splitting.split(
        actor, offer_id=made, total=PACKS, reason="采购单 12 号", parts=parts, borrow=True
    )
    pictures.hung(actor, made, (pictures.BOX, "一只红色的年货箱，系着金色的带子"))
    actions.publish(actor, offer_id=made)
    return made


def _dumplings(actor: Actor, opens: datetime, campaign: UUID, line: UUID) -> None:
    """Something for every member that opens in a week."""
    terms = offers.Terms(
        kind="goods",
        mode="first",
        title="元宵汤圆",
        text=DUMPLINGS,
        opens_at=opens,
        closes_at=opens + timedelta(days=5),
        clauses=offers.packs.checked([offers.Clause("member", "eq", value=True)]),
        campaign_id=campaign,
        line_id=line,
        unit_cost=18_00,
        waiting=True,
        room=settings.NIANGJIA_ROOM_RATE,
    )
    made = actions.draft(actor, terms=terms).id
    splitting.split(actor, offer_id=made, total=1200, reason="合作超市", parts={}, borrow=True)
    pictures.hung(actor, made, (pictures.BOWL, "一碗白白的汤圆"))
    top = offers.stock.standing([made])[0]
    why = "慰问正月十五上班的环卫工"
    actions.reserve(actor, offer_id=made, from_=top.id, org_id=top.org_id, quantity=100, reason=why)
    for day in (1, 3):
        at = opens + timedelta(days=day)
        portions.plan(actor, offer_id=made, node=top.id, quantity=400, at=at)
    actions.publish(actor, offer_id=made)
