"""Help with a claim: asked for on a cover one is on, led by its union alone, to its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.flow import Due
from niangjia.kernel.acts.models import Audit, Look
from niangjia.kernel.base.clock import frozen, local, now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post, Refusal
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.offers import help_rules, helping
from niangjia.kernel.offers.models import CoverHelp, HelpEvent, RollEntry
from niangjia.services.benefits.actions import helps
from niangjia.services.benefits.actions import rolls as lists
from niangjia.site import export
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.sowing import seeding
from tests.kit.world import World

from .test_cover import cover

WHO, DAY = "a1x-asker", date(2026, 3, 10)
WORDS, PLACE, WHY = "左手腕骨裂打了石膏", "南塘路口", "单据里少一张发票"
TOLD = "发票先留好"


def ask(world: World, roll: UUID, day: date | None = None, **more: str) -> UUID:
    said = {"kind": "accident", "place": PLACE, "words": WORDS, "phone": "13800000009"} | more
    with world.acting(WHO):
        story = helping.Story(day=day or today(), **said)
        return helps.ask(actor(), roll_id=roll, story=story).id


def by(world: World, hat: str, step: Any, help_id: UUID, **said: Any) -> None:
    with world.acting(hat):
        step(actor(), help_id=help_id, **said)


def state(help_id: UUID) -> str:
    with seeding():
        return str(CoverHelp.objects.get(id=help_id).state)


@pytest.mark.row("003-05")
@pytest.mark.parametrize(
    ("day", "until", "yes"),
    [
        (DAY, date(2026, 12, 31), True),
        (DAY, DAY, True),
        (DAY - timedelta(1), date(2026, 12, 31), False),
        (DAY + timedelta(2), DAY + timedelta(1), False),
        (DAY + timedelta(2), None, True),
        (date(2026, 6, 2), None, False),
    ],
)
def test_it_happened_while_the_cover_held(day: date, until: date | None, yes: bool) -> None:
    verdict = help_rules.covered_on(day, date(2026, 6, 1), DAY, until)
    assert verdict.allowed is yes
    assert bool(verdict.reason and verdict.clause) is not yes


@pytest.mark.parametrize(("days", "yes"), [(0, True), (1, True), (-1, False), (6, False)])
def test_it_went_to_the_insurer_between_the_asking_and_today(days: int, yes: bool) -> None:
    sent = help_rules.sent_on(DAY + timedelta(days), DAY + timedelta(5), DAY)
    assert sent.allowed is yes


def of_help(row: CoverHelp, start: datetime) -> Due:
    return helping.due(row, start)


def test_requests_move_by_their_table(small_world: World) -> None:
    flows.check_table(help_rules.HELP)
    district = small_world.orgs["a"].id
    row = next(one for one in small_world.all(CoverHelp) if one.org_id == district)
    hats = {Post.WORKER: WHO, Post.OFFICER: "a.officer", Post.SYSTEM: "benefits"}
    subject = Subject(help_rules.HELP, small_world, CoverHelp, row.pk, hats, of_help)
    flows.check_moves(subject, examples=5)


@pytest.mark.row("003-05")
def test_from_asking_to_the_money_that_did_not_come_and_came(small_world: World) -> None:
    world = small_world
    roll = cover(world, today())
    made = ask(world, roll)
    by(world, "a.officer", helps.take, made)
    by(world, "a.officer", helps.say, made, text=TOLD)
    with world.acting("a.officer"), pytest.raises(Refusal, match="sent_day"):
        helps.send(actor(), help_id=made, day=today() + timedelta(1), reference="B1")
    by(world, "a.chair", helps.send, made, day=today(), reference="B1")
    by(world, "a.officer", helps.pay, made, fen=6_000_00)
    by(world, "a.officer", helps.pay, made, fen=5_900_00)
    by(world, WHO, helps.answer, made, verb="missing")
    by(world, "a.officer", helps.pay, made, fen=5_900_00)
    by(world, WHO, helps.answer, made, verb="came")
    page = world.client(WHO).get(f"/benefits/cover/help/{made}/").content.decode()
    assert "5,900 元" in page and "B1" in page and "钱到了" in page
    # One and the same notice names a number and nothing else; so does the audit.
    with seeding():
        for row in Notice.objects.filter(link__contains=str(made)):
            assert not {WORDS, PLACE, "5,900"} & {row.title, row.text}
            assert WORDS not in row.text and "5,900" not in row.text
        assert Audit.objects.filter(object_id=made).count() == 9
        kept = CoverHelp.objects.get(id=made)
        assert WORDS not in kept.sealed and kept.fen == 5_900_00 and kept.closed_at
        assert not any(TOLD in one.sealed for one in HelpEvent.objects.filter(help_id=made))
    with world.acting(WHO), pytest.raises(Refusal, match="over"):
        helps.answer(actor(), help_id=made, verb="word", text="谢谢")
    # Everything that was said is in the person's own export.
    with world.acting(WHO):
        said = str([part.rows for part in export.parts(actor())])
    assert WORDS in said and PLACE in said and TOLD in said


def test_refused_once_more_and_withdrawn(small_world: World) -> None:
    world = small_world
    made = ask(world, cover(world, today()))
    by(world, "a.officer", helps.take, made)
    by(world, "a.officer", helps.end, made, verb="refuse", reason=WHY)
    assert WHY in world.client(WHO).get(f"/benefits/cover/help/{made}/").content.decode()
    by(world, WHO, helps.answer, made, verb="contest", text="发票补到了")
    assert state(made) == "taken"
    with seeding():
        assert CoverHelp.objects.get(id=made).closed_at is None
    by(world, WHO, helps.answer, made, verb="withdraw")
    assert state(made) == "withdrawn"
    with world.acting("a.officer"), pytest.raises(Refusal, match="no_sheet"):
        helps.sheet(actor(), help_id=made)


@pytest.mark.row("003-05")
def test_only_the_member_and_the_union_that_keeps_the_cover_read_it(small_world: World) -> None:
    world = small_world
    roll = cover(world, today())
    name, made = world.people[WHO].name, ask(world, roll)
    desk, mine = f"/desk/benefits/help/{made}/", f"/benefits/cover/help/{made}/"
    listed = world.client("a.officer").get("/desk/benefits/help/").content.decode()
    with seeding():
        number = CoverHelp.objects.get(id=made).number
    assert number in listed and not any(word in listed for word in (name, WORDS, PLACE))
    assert WORDS in world.client("a.officer").get(desk).content.decode()
    assert world.client("a.officer").get(f"{desk}print/").status_code == 409, "nobody took it on"
    by(world, "a.officer", helps.take, made)
    sheet = world.client("a.chair").get(f"{desk}print/").content.decode()
    assert name in sheet and WORDS in sheet
    with seeding():
        seen = Look.objects.filter(object_id=made).values_list("what", flat=True)
        assert set(seen) == {helping.LOOKED, helping.PRINTED}
    # Unions below and beside, the union of the own firm, callers, firms: nothing is there.
    for hat in (
        "a1.chair",
        "a1x.chair",
        "a.caller",
        "b.officer",
        "a1x-firm.responder",
        "city.officer",
    ):
        assert world.client(hat).get(desk).status_code == 404, hat
    assert world.client("a1x-colleague").get(mine).status_code == 404
    for hat in ("a1x.chair", "a.caller", "city.officer"):
        with world.acting(hat):
            assert not CoverHelp.objects.filter(id=made).exists()
            assert not HelpEvent.objects.filter(help_id=made).exists()


@pytest.mark.row("003-05")
def test_only_who_was_on_the_cover_asks_and_only_for_its_days(small_world: World) -> None:
    world = small_world
    roll = cover(world, today(), since=today() - timedelta(30))
    there = f"/benefits/cover/{roll}/help/"
    form = {
        "kind": "home",
        "place": "家里",
        "words": "水管爆了",
        "phone": "13800000009",
        "agree": "on",
    }
    client = world.client(WHO)
    early = client.post(there, {**form, "day": today() - timedelta(31), "key": "k1"})
    assert early.status_code == 422 and "起才算" in early.content.decode()
    assert "水管爆了" in early.content.decode(), "nothing typed is lost"
    without = client.post(there, {**form, "agree": "", "day": today(), "key": "k2"})
    assert without.status_code == 422 and "同意了" in without.content.decode()
    assert client.post(there, {**form, "day": today(), "key": "k3"}).status_code == 302
    assert world.client("b1x-asker").get(there).status_code == 404
    # Who left the union is on it to its end; ended early, it is over with that day.
    with world.acting("a.officer"):
        lists.end(actor(), roll_id=roll)
    assert ask(world, roll, today() - timedelta(2))
    with frozen(now() + timedelta(5)), pytest.raises(Refusal, match="cover_day"):
        ask(world, roll, local(now()).date())
    with seeding():
        held = CoverHelp.objects.filter(person_id=world.people[WHO].id, closed_at=None).count()
    for _n in range(help_rules.MOST_OPEN - held):
        assert ask(world, roll)
    with pytest.raises(Refusal, match="many_open"):
        ask(world, roll)
    # The database knows it as well: not on the list, no request.
    with seeding():
        RollEntry.objects.filter(roll_id=roll, person_id=world.people[WHO].id).delete()
        kept = CoverHelp.objects.filter(roll_id=roll).first()
    assert kept is not None
    kept.id, kept.number, kept._state.adding = new_id(), "B-forged", True
    with world.acting(WHO), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        kept.save(force_insert=True)


def watched() -> None:
    with system("benefits"):
        while helps.watch(actor()):
            pass


def test_the_house_reminds_tells_the_chair_and_closes_what_nobody_speaks_of(
    small_world: World,
) -> None:
    world = small_world
    made = ask(world, cover(world, today()))
    chair, who = world.people["a.chair"].id, world.people[WHO].id

    def told(person: UUID) -> list[str]:
        watched()
        with seeding():
            rows = Notice.objects.filter(person_id=person, link__contains=str(made)).order_by("at")
            return list(rows.values_list("title", flat=True))

    with seeding():
        due = CoverHelp.objects.get(id=made).due_at
    assert due is not None
    with frozen(due - timedelta(hours=12)):
        assert told(chair)[-1] == told(chair)[-1] == "有一件理赔求助今天到期"
        assert len(told(chair)) == 2
    with frozen(due + timedelta(hours=9)):
        assert told(chair)[-1] == "有一件理赔求助过期了，请主席看看" and len(told(chair)) == 3
    by(world, "a.officer", helps.take, made)
    by(world, "a.officer", helps.send, made, day=today(), reference="B1")
    by(world, "a.officer", helps.pay, made, fen=1_00)
    with frozen(now() + timedelta(31)):
        assert told(who)[-1] == "你的理赔求助收尾了"
    assert state(made) == "settled"
    by(world, WHO, helps.answer, made, verb="missing")
    assert state(made) == "missing"
