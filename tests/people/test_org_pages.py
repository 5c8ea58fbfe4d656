"""Organisations at the desk: added kind first, and each kind with its own facts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.people import forms, switches
from niangjia.kernel.people.models import Org, OrgSettings
from tests.kit.world import World

from .test_desk_pages import get, post


@pytest.fixture
def officer(small_world: World) -> Client:
    """The town's officer."""
    return small_world.client("a1.officer")


def asked(client: Client, kind: str) -> list[str]:
    """Fields of the form of a kind, as they stand on the page."""
    page = client.get(reverse("people:org_new"), {"kind": kind})
    return [bound.name for bound in page.context["form"].visible_fields()]


def facts(client: Client, org: Org) -> dict[str, str]:
    """What the page of an organisation says of it."""
    page = client.get(reverse("people:org", args=[org.id]))
    return {fact.label: fact.text for fact in page.context["org"].facts}


@pytest.mark.parametrize("kind", ["", "bank"])
def test_the_kind_is_asked_first(officer: Client, kind: str) -> None:
    page = officer.get(reverse("people:org_new"), {"kind": kind, "parent": "Ca1"})
    urls = [one["url"] for one in page.context["kinds"]]
    assert urls == [f"{reverse('people:org_new')}?kind={key}&parent=Ca1" for key in forms.FACTS]
    assert "form" not in page.context
    assert all(url.replace("&", "&amp;") in page.content.decode() for url in urls)
    assert post(officer, "org_new", kind=kind, name="某某").status_code == 422


def test_each_kind_is_asked_for_its_own_facts_only(officer: Client) -> None:
    assert asked(officer, "place") == ["parent", "name", "short", "code"]
    assert {"level", "region"} <= set(asked(officer, "union"))
    assert not {"headcount", "union", "industry"} & set(asked(officer, "union"))
    assert {"credit_code", "industry", "headcount", "union"} <= set(asked(officer, "employer"))
    assert not {"headcount", "union", "level"} & set(asked(officer, "provider"))


def test_the_parent_asked_for_is_filled_in(small_world: World, officer: Client) -> None:
    page = get(officer, "org_new", kind="place", parent="Ca1x")
    assert 'value="Ca1x"' in page
    assert small_world.orgs["a1"].name in get(officer, "org_new", kind="place")


def test_mistakes_keep_kind_and_what_was_typed(officer: Client) -> None:
    sent = post(officer, "org_new", kind="employer", parent="Ca1", short="百川", headcount="x")
    page = sent.content.decode()
    assert sent.status_code == 422
    assert 'name="kind" value="employer"' in page
    assert 'value="百川"' in page
    assert 'name="headcount" value="x"' in page


def test_a_place_and_a_provider_are_added(officer: Client, seeding: Any) -> None:
    names = {"place": "河边驿站", "provider": "清河体检中心"}
    for kind, name in names.items():
        assert post(officer, "org_new", kind=kind, parent="Ca1", name=name).status_code == 302
    with seeding():
        made = Org.objects.filter(name__in=names.values()).values_list("kind", "name")
        assert dict(made) == names


def test_a_firm_shows_its_facts(small_world: World, officer: Client, seeding: Any) -> None:
    firm, union = small_world.orgs["a1x-firm"], small_world.orgs["a1x"]
    with seeding():
        Org.objects.filter(id=firm.id).update(
            credit_code="91330199MA2ABCDE07", industry="纺织", headcount=68, short="百川"
        )
    said = facts(officer, firm)
    assert said["统一社会信用代码"] == "91330199MA2ABCDE07"
    assert (said["行业"], said["人数"], said["职工属于"]) == ("纺织", "68 人", union.name)
    assert {"地区", "状态", "成立", "代码", "上级"} <= set(said)
    assert "服务电话" not in said
    assert reverse("people:org", args=[union.id]) in get(officer, "org", firm.id)


def test_a_union_shows_its_own(small_world: World, officer: Client, seeding: Any) -> None:
    union, town = small_world.orgs["a1x"], small_world.orgs["a1"]
    with seeding():
        OrgSettings.objects.update_or_create(
            org_id=town.id,
            defaults={"org_path": town.path, "brand": "水岸之家", "hotline": "0571-1234"},
        )
    switches.forget()
    said = facts(officer, union)
    switches.forget()
    assert (said["层级"], said["上级"]) == ("基层工会", town.name)
    assert (said["给职工看的名字"], said["服务电话"]) == ("水岸之家", "0571-1234")
    assert (said["代码"], "人数" in said, "行业" in said) == ("Ca1x", False, False)


def test_what_is_above_my_part_is_named_but_no_link(small_world: World, officer: Client) -> None:
    above = small_world.orgs["a"]
    assert facts(officer, small_world.orgs["a1"])["上级"] == above.name
    page = get(officer, "org", small_world.orgs["a1"].id)
    assert reverse("people:org", args=[above.id]) not in page


def test_changing_a_union_keeps_what_its_form_does_not_ask(
    small_world: World, officer: Client, seeding: Any
) -> None:
    union = small_world.orgs["a1x"]
    with seeding():
        Org.objects.filter(id=union.id).update(headcount=300, industry="纺织")
    assert post(officer, "org_edit", union.id, name="新名字").status_code == 302
    with seeding():
        now = Org.objects.get(id=union.id)
    assert (now.name, now.headcount, now.industry) == ("新名字", 300, "纺织")


def test_an_employer_is_created_beside_its_union(
    small_world: World, officer: Client, seeding: Any
) -> None:
    sent = post(
        officer,
        "org_new",
        parent="Ca1",
        kind="employer",
        name="临江百川纺织有限公司",
        union="Ca1x",
        headcount="68",
    )
    assert sent.status_code == 302, sent.content.decode()
    with seeding():
        made = Org.objects.get(name="临江百川纺织有限公司")
        audit = Audit.objects.get(action="orgs.created")
    assert made.path == "33.01.91.t1.f10."
    assert (made.root, made.union_id) == ("33.01.91.", small_world.orgs["a1x"].id)
    assert (audit.object_id, audit.org_path) == (made.id, made.path)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"parent": "Ca1x", "kind": "employer"}, "并排"),
        ({"parent": "Ca1", "kind": "union", "level": "town"}, "不能放在"),
        ({"parent": "Ca2", "kind": "union", "level": "grassroots"}, "没有找到"),
        ({"parent": "Ca1", "kind": "employer", "code": "Ca1x"}, "这个代码已经有单位在用"),
        ({"parent": "Ca1", "kind": "employer", "credit_code": "91330523MA2ABCDE0N"}, "校验位"),
        ({"parent": "Ca1", "kind": "employer", "name": ""}, "请写名称"),
    ],
)
def test_what_cannot_be_created_is_said_on_the_form(
    officer: Client, fields: dict[str, str], sentence: str
) -> None:
    sent = post(officer, "org_new", **{"name": "某某", **fields})
    assert sent.status_code == 422
    assert sentence in sent.content.decode()


def test_a_form_sent_back_as_it_came_changes_nothing(small_world: World, seeding: Any) -> None:
    firm = small_world.orgs["a1x-firm"]
    officer = small_world.client("a1.officer")
    form = officer.get(reverse("people:org_edit", args=[firm.id])).context["form"]
    shown = {bound.name: bound.value() or "" for bound in form}
    assert small_world.orgs["a1x"].name in shown["union"]
    assert post(officer, "org_edit", firm.id, **shown).status_code == 302
    with seeding():
        assert Org.objects.get(id=firm.id).union_id == small_world.orgs["a1x"].id
