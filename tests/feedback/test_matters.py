"""One matter of many people: grouped at the desk, answered once, judged by each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.cases.models import Author, Case, Hunch, Matter, Part
from niangjia.services.feedback import tasks
from niangjia.services.feedback.actions import matters
from tests.kit.sowing import seeding
from tests.kit.world import World

from .floods import OTHER, TITLE, case, flood, group


def post(client: Client, name: str, *args: object, **fields: Any) -> Any:
    address = reverse(f"feedback_desk:{name}", args=args)
    return client.post(address, {"key": "k", **fields})


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"feedback_desk:{name}", args=args)).content.decode()


def row(matter_id: UUID) -> Matter:
    with seeding():
        return Matter.objects.get(pk=matter_id)


def parts(matter_id: UUID) -> set[UUID]:
    with seeding():
        return set(Part.objects.filter(matter=matter_id).values_list("case_id", flat=True))


@pytest.mark.row("000-21")
def test_a_flood_becomes_one_matter(small_world: World) -> None:
    ids = flood(small_world)
    made = row(group(small_world, ids))
    firm = small_world.orgs["a1x-firm"]
    assert (made.title, made.state, made.cases, made.people) == (TITLE, "open", 8, 8)
    assert (made.firm_id, made.board) == (firm.id, "welfare")
    assert made.due_at is not None
    assert parts(made.id) == set(ids)


def test_cases_of_one_author_are_one_person(small_world: World) -> None:
    ids = flood(small_world, count=4)
    with seeding():
        first = Author.objects.get(case_id=ids[0]).person_id
        Author.objects.filter(case_id=ids[1]).update(person_id=first)
    assert row(group(small_world, ids)).people == 3


def test_a_case_is_part_of_one_matter_only(small_world: World) -> None:
    ids = flood(small_world)
    first = group(small_world, ids[:5])
    second = group(small_world, ids)
    assert (row(first).cases, row(second).cases) == (5, 3)
    with pytest.raises(Refusal, match="none_free"):
        group(small_world, ids)


def test_a_wrong_one_is_taken_out_and_goes_on_alone(small_world: World) -> None:
    ids = flood(small_world)
    wrong = case(small_world, 99, OTHER)
    made = group(small_world, [*ids, wrong])
    chair = small_world.client("a1x.chair")
    assert post(chair, "matter_out", made, case=str(wrong)).status_code == 302
    assert wrong not in parts(made)
    assert row(made).cases == 8
    with seeding():
        assert Case.objects.get(pk=wrong).state == "received"


def test_who_stands_elsewhere_groups_nothing(small_world: World) -> None:
    ids = flood(small_world)
    with pytest.raises(Refusal, match="none_free"):
        group(small_world, ids, "a1y.officer")
    made = group(small_world, ids)
    for hat in ("a1y.officer", "b.officer", "a1.officer"):
        with small_world.acting(hat), pytest.raises(Hidden):
            matters.rename(actor(), matter_id=made, title="别的名字")
    assert TITLE in page(small_world.client("a1.officer"), "matters")
    assert TITLE not in page(small_world.client("a1y.officer"), "matters")


def test_the_desk_lists_counts_and_what_is_new(small_world: World) -> None:
    ids = flood(small_world)
    made = group(small_world, ids)
    officer = small_world.client("a1x.officer")
    shown = page(officer, "matters")
    assert TITLE in shown
    assert "8 件 · 8 位职工" in shown
    assert "polyline" in shown
    whole = page(officer, "matter", made)
    assert small_world.orgs["a1x-firm"].name in whole
    assert '<td class="num">' in whole


def test_by_hand_from_the_desk(small_world: World) -> None:
    ids = flood(small_world, count=3)
    officer = small_world.client("a1x.officer")
    address = reverse("feedback_desk:matter_new") + "?q=北仑"
    assert OTHER[:10] not in officer.get(address).content.decode()
    chosen = {"title": TITLE, "cases": [str(one) for one in ids[:2]], "key": "k"}
    bad = officer.post(reverse("feedback_desk:matter_new"), {**chosen, "title": ""})
    assert bad.status_code == 422
    sent = officer.post(reverse("feedback_desk:matter_new"), chosen)
    assert sent.status_code == 302
    made = UUID(sent["Location"].split("/")[-2])
    more = {"cases": [str(ids[2])], "key": "k"}
    assert officer.post(reverse("feedback_desk:matter_add", args=[made]), more).status_code == 302
    assert parts(made) == set(ids)


def test_one_case_into_a_matter_from_its_page(small_world: World) -> None:
    ids = flood(small_world, count=2)
    officer = small_world.client("a1x.officer")
    sent = post(officer, "into", ids[0], **{"into-matter": "new", "into-title": TITLE})
    made = UUID(sent["Location"].split("/")[-2])
    post(officer, "into", ids[1], **{"into-matter": str(made)})
    assert parts(made) == set(ids)
    assert TITLE in page(officer, "case", ids[0])


def test_renamed_closed_and_opened_again(small_world: World) -> None:
    made = group(small_world, flood(small_world, count=3))
    officer = small_world.client("a1x.officer")
    assert post(officer, "matter_title", made, title="短").status_code == 422
    assert post(officer, "matter_title", made, title="北仑封路住不下").status_code == 302
    assert post(officer, "matter_close", made).status_code == 302
    assert row(made).state == "closed"
    with small_world.acting("a1x.officer"), pytest.raises(Refusal):
        matters.add(actor(), matter_id=made, case_ids=[case(small_world, 50, OTHER)])
    assert post(officer, "matter_reopen", made).status_code == 302
    assert (row(made).state, row(made).closed_at) == ("open", None)


def test_pressed_authors_leave_the_matter_of_their_union(small_world: World) -> None:
    ids = flood(small_world, count=4)
    worker = small_world.people["a1x-asker"]
    with seeding():
        Author.objects.filter(case_id=ids[0]).update(person_id=worker.id)
    made = group(small_world, ids)
    asker = small_world.client("a1x-asker")
    sent = {"text": "主管到处问是谁写的，我有点怕。", "pressed": "on", "key": "p"}
    assert asker.post(reverse("feedback:appeal", args=[ids[0]]), sent).status_code == 302
    assert ids[0] not in parts(made)
    assert row(made).cases == 3


def _put_forward(world: World, ids: list[UUID]) -> Hunch:
    """The suggestion of these cases, whatever else looks alike in this world."""
    every = Hunch.objects.filter(org_id=world.orgs["a1x"].id)
    return next(one for one in every if set(one.case_ids) & {str(i) for i in ids})


def test_a_job_finds_them_and_a_cadre_agrees(small_world: World) -> None:
    ids = flood(small_world)
    case(small_world, 98, OTHER)
    with seeding():
        Hunch.objects.all().delete()
        Case.objects.all().update(created_at=now())
    tasks.find_matters.func(0)
    officer = small_world.client("a1x.officer")
    shown = page(officer, "matters")
    assert "像是同一件事" in shown
    with seeding():
        hunch = _put_forward(small_world, ids)
        found = {UUID(one) for one in hunch.case_ids}
    assert found <= set(ids)
    assert len(found) >= 6
    assert any("北仑" in word or "回不" in word for word in hunch.words)
    assert post(officer, "hunch_confirm", hunch.id, title=TITLE).status_code == 302
    with seeding():
        assert not Hunch.objects.filter(pk=hunch.pk).exists()
        assert Matter.objects.get(title=TITLE).cases == len(found)


def test_what_a_cadre_refused_is_not_put_forward_again(small_world: World) -> None:
    ids = flood(small_world)
    with seeding():
        Hunch.objects.all().delete()
        Case.objects.all().update(created_at=now())
    tasks.find_matters.func(0)
    with seeding():
        hunch = _put_forward(small_world, ids)
    officer = small_world.client("a1x.officer")
    assert post(officer, "hunch_drop", hunch.id).status_code == 302
    with seeding():
        Case.objects.all().update(created_at=now())
    tasks.find_matters.func(0)
    assert "像是同一件事" not in page(officer, "matters")


def test_later_ones_are_put_forward_as_more_of_it(small_world: World) -> None:
    ids = flood(small_world)
    made = group(small_world, ids[:6])
    with seeding():
        Hunch.objects.all().delete()
        Case.objects.all().update(created_at=now())
    tasks.find_matters.func(0)
    with seeding():
        hunch = Hunch.objects.get(org_id=small_world.orgs["a1x"].id)
    assert hunch.matter_id == made
    officer = small_world.client("a1x.officer")
    assert post(officer, "hunch_confirm", hunch.id).status_code == 302
    assert len(parts(made)) > 6
