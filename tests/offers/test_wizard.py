"""A cadre builds a campaign: money, a list, an offer in steps, a rehearsal, and out it goes."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.kernel.base.clock import today
from niangjia.kernel.offers import roll_sheet, stock
from niangjia.kernel.offers.models import BudgetLine, Campaign, Offer, Pack, Roll
from niangjia.kernel.people import sheets
from niangjia.kernel.people.models import Membership
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.row("000-04")


def at(name: str, *parts: Any) -> str:
    return reverse(f"benefits_desk:{name}", args=parts)


def sent(client: Client, url: str, **fields: Any) -> str:
    """Where a form that was taken leads."""
    answer = client.post(url, fields)
    assert answer.status_code in (302, 303), answer.content.decode()[-3000:]
    return str(answer["Location"])


def refused(client: Client, url: str, **fields: Any) -> str:
    answer = client.post(url, fields)
    assert answer.status_code == 422
    return answer.content.decode()


def planned(world: World) -> UUID:
    """Five tracks on a million, by the officer; the chair says yes."""
    fields = {
        "title": "娘家人陪您过大年",
        "since": today().isoformat(),
        "until": (today() + timedelta(90)).isoformat(),
        "budget": "1,000,000",
        "basis": "主席办公会第 3 号纪要",
        "shared": "on",
    }
    tracks = "送文化 150000\n送温暖：40万\n送福利 300,000\n送培训 100000\n送精神 50000"
    officer = world.client("a.officer")
    more = refused(officer, at("campaign_new"), **fields, tracks=f"{tracks}\n多的 1")
    assert "多了 1 元" in more and "送温暖：40万" in more
    where = sent(officer, at("campaign_new"), **fields, tracks=tracks)
    campaign = UUID(where.rstrip("/").rpartition("/")[2])
    assert officer.post(at("campaign_approve", campaign)).status_code == 404
    sent(world.client("a.chair"), at("campaign_approve", campaign))
    return campaign


def listed(world: World) -> Roll:
    """Two people of each town on a list, from a table; looked through."""
    rows = []
    for n, key in enumerate(("a1x-asker", "a1y-asker", "a2x-asker", "a2y-asker")):
        person = world.people[key]
        with seeding():
            Membership.objects.filter(person=person).update(number=f"33019900{n}")
        rows.append((person.name, "", f"33019900{n}", str(n + 1), ""))
    content = sheets.written("xlsx", roll_sheet.COLUMNS, [*rows, ("没有这人", "", "0", "1", "")])
    file = SimpleUploadedFile("摸排表.xlsx", content, sheets.XLSX_TYPE)
    officer = world.client("a.officer")
    head = {"title": "相对困难的留岗员工", "why": "摸排", "since": today().isoformat()}
    where = sent(officer, at("roll_new"), **head, survey="", file=file)
    page = officer.get(where).content.decode()
    assert "没有这人" in page and "10 份" in page
    with seeding():
        roll = Roll.objects.get(title=head["title"])
    sent(officer, at("roll_approve", roll.id), **{"approve-approved_by": "主席会议"})
    return roll


def what(campaign: UUID, line: UUID, **more: Any) -> dict[str, Any]:
    fields = {"title": "留岗过年大礼包", "kind": "goods", "mode": "first", "text": "米、油、年货"}
    return fields | {"line": f"{campaign}:{line}", "unit_cost": "500", **more}


def when() -> dict[str, Any]:
    days = {"opens_on": today().isoformat(), "closes_on": (today() + timedelta(9)).isoformat()}
    hours = {"opens_at": "00:00", "closes_at": "18:00"}
    return days | hours | {"per_person": "1", "period": "once", "pick_days": "7", "waiting": "on"}


def parts(world: World, **many: int) -> dict[str, int]:
    return {f"part-{world.orgs[key].id}": n for key, n in many.items()}


def test_from_the_money_to_what_is_left_in_each_town(small_world: World) -> None:
    world = small_world
    campaign, roll = planned(world), listed(world)
    officer = world.client("a.officer")
    with seeding():
        line = BudgetLine.objects.get(campaign=campaign, title="送福利")
    assert "一份多少钱" in refused(officer, at("new"), **what(campaign, line.id, unit_cost=""))
    offer = UUID(sent(officer, at("new"), **what(campaign, line.id)).split("/")[3])
    sent(
        officer, at("who", offer), member="on", days="30", on_list=str(roll.id), basis="办法第三条"
    )
    sent(officer, at("when", offer), **when())

    # Shares by the list, by members who may, and as typed; back and forth while it is a draft.
    by_list = officer.get(at("many", offer), {"total": "8", "fill": str(roll.id)})
    assert [f.value() for f, _name in by_list.context["rows"]] == [2, 6]
    by_heads = officer.get(at("many", offer), {"total": "601", "fill": "heads"})
    assert sum(f.value() for f, _name in by_heads.context["rows"]) == 601
    over = {"total": "10", "reason": "采购单 12 号", **parts(world, a1=6, a2=5)}
    assert "多了 1 份" in refused(officer, at("many", offer), **over)
    for total, shares in ((700, {"a1": 300, "a2": 400}), (601, {"a1": 1, "a2": 600})):
        fields = {"total": total, "reason": "采购单 12 号", **parts(world, **shares)}
        sent(officer, at("many", offer), **fields)

    # The rehearsal names who may and who not; 601 packs cost more than the track holds.
    page = officer.get(at("check", offer))
    assert (page.context["may"], page.context["units"]) == (4, 601)
    assert page.context["money"]["short"] == "500"
    names = officer.get(at("behind", offer)).content.decode()
    assert world.people["a1x-asker"].name in names
    keeps_out = officer.get(at("behind", offer), {"clause": "2"}).content.decode()
    assert world.people["a1x-colleague"].name in keeps_out and "问一问" in keeps_out
    assert "只剩 300,000 元" in refused(officer, at("check", offer))
    fields = {"total": 600, "reason": "少买一份", **parts(world, a1=1, a2=599)}
    sent(officer, at("many", offer), **fields)
    live = sent(officer, at("check", offer))

    with seeding():
        line.refresh_from_db()
        assert (line.committed, line.allotted) == (30_000_000, 30_000_000)
        assert Offer.objects.get(id=offer).state == "open"
    rows = officer.get(live).context["rows"]
    assert [(one["granted"], one["left"]) for one in rows] == [(1, 1), (599, 599)]
    book = load_workbook(io.BytesIO(officer.get(at("offer_export", offer)).content)).active
    assert [cell.value for cell in book[4]] == ["总共", "600", "0", "0", "600"]
    assert officer.get(at("offer_print", offer)).status_code == 200
    assert world.client("a1.officer").get(live).status_code == 404

    # Ended: what nobody took is free again; paid is what was promised.
    pay = {"pay-item": f"{line.id}:{offer}", "pay-verb": "spend", "pay-reason": "发票 7 号"}
    sent(officer, at("pay", campaign), **pay, **{"pay-yuan": "1000"})
    too_much = refused(officer, at("pay", campaign), **pay, **{"pay-yuan": "300000"})
    assert "只有 299,000 元" in too_much
    sent(world.client("a.chair"), at("shift", campaign), **shifted(world, campaign))
    report = officer.get(at("campaign_print", campaign)).content.decode()
    assert "留岗过年大礼包" in report and "450,000" in report
    sheet = officer.get(at("campaign_export", campaign)).content
    cells = [[c.value for c in row] for row in load_workbook(io.BytesIO(sheet)).active.rows]
    assert cells[-1] == ["总共", None, "1,000,000", "300,000", "1,000", "700,000"]


def shifted(world: World, campaign: UUID) -> dict[str, str]:
    with seeding():
        ids = dict(BudgetLine.objects.filter(campaign=campaign).values_list("title", "id"))
    named = {"source": ids["送精神"], "target": ids["送温暖"]} | {"yuan": "50000", "reason": "天冷"}
    wrong = {"shift-source": ids["送精神"], "shift-target": ids["送温暖"], "shift-yuan": "50001"}
    page = refused(
        world.client("a.chair"), at("shift", campaign), **wrong, **{"shift-reason": "多"}
    )
    assert "只剩 50,000 元" in page
    return {f"shift-{key}": str(value) for key, value in named.items()}


def test_rules_are_written_once_and_chosen(small_world: World) -> None:
    """Chosen rules go into the offer as they stand; a later version changes no offer."""
    officer = small_world.client("a.officer")
    paper = {
        "title": "留岗慰问",
        "source": "工发〔2026〕8 号",
        "approved_by": "主席会议",
        "approved_on": today().isoformat(),
        "since": today().isoformat(),
    }
    firm = small_world.orgs["a1x-firm"]
    assert "没有找到" in refused(officer, at("pack_new"), **paper, employers="没有这家")
    sent(
        officer, at("pack_new"), **paper, member="on", employers=firm.name, industries="快递、外卖"
    )
    with seeding():
        pack = Pack.objects.get(title="留岗慰问")
    free = {"title": "元宵汤圆", "kind": "goods", "mode": "first", "line": "", "unit_cost": ""}
    offer = UUID(sent(officer, at("new"), **free).split("/")[3])
    sent(officer, at("who", offer), pack=str(pack.id))
    old = officer.get(at("pack_version", pack.id)).context["form"].initial
    assert (old["employers"], old["industries"]) == (firm.name, "快递 外卖")
    later = paper | {"since": (today() + timedelta(3)).isoformat()}
    sent(officer, at("pack_version", pack.id), **later, days="90")
    assert officer.get(at("packs")).content.decode().count("留岗慰问") >= 2
    with seeding():
        row = Offer.objects.get(id=offer)
        assert (row.pack_id, row.pack_version, row.clauses) == (pack.id, 1, pack.clauses)
        assert Campaign.objects.filter(id=row.campaign_id).count() == 0
    with small_world.acting("a.officer"):
        assert [one.granted for one in stock.standing([offer])] == [0]
