"""Files in 代录 are the author's; parts of a picture are covered before a third person sees it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from niangjia.kernel.cases.models import Attachment, Case
from niangjia.kernel.files import rules
from niangjia.kernel.files.models import Upload
from niangjia.kernel.files.rules import Mark
from niangjia.kernel.notices.models import Notice
from tests.files import samples
from tests.kit.world import World

from .test_evidence import decide, get, photo, seen_queue, shown, with_firm
from .test_loop import seen, sent

pytestmark = pytest.mark.row("000-21")
PHONE = "13900000077"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NIANGJIA_DATA = tmp_path
    yield


def enter(client: Client, world: World, **more: Any) -> Any:
    """A cadre enters a slip of paper with the photograph that came along."""
    fields = {
        "origin": "paper",
        "firm": world.orgs["a1x-firm"].name,
        "board": "welfare",
        "score": "2",
        "text": "晚班的饭菜总是凉的，希望有保温车。",
        "who": "union",
        "key": "k1",
        **more,
    }
    return client.post(reverse("feedback_desk:assist"), fields)


def entered(seeding: Any) -> Case:
    with seeding():
        return Case.objects.exclude(entered_by=None).latest("created_at")


def test_what_a_cadre_was_given_is_the_authors(small_world: World, seeding: Any) -> None:
    chair, firm = small_world.client("a1x.chair"), small_world.client("a1x-firm.responder")
    answer = enter(chair, small_world, photo=[photo()], author_name="林", author_phone=PHONE)
    assert answer.status_code == 302
    case = entered(seeding)
    with seeding():
        (row,) = Attachment.objects.filter(case=case)
        upload = Upload.objects.get(pk=row.pk)
        assert (row.side, row.state) == ("author", "waiting")
        assert (upload.person_id, upload.org_id) == (case.author.person_id, None)
    assert get(chair, "union", case.id, row.pk) == 200
    assert chair.get(reverse("files:draft", args=[row.pk, "whole"])).status_code == 404
    sent(chair, "feedback_desk:accept", case.id)
    sent(chair, "feedback_desk:seat", case.id, ask="请看看食堂")
    assert get(firm, "firm", case.id, row.pk) == 404
    assert decide(chair, "release", row.pk).status_code == 302
    page = seen(firm, "feedback_firm:case", case.id)
    assert shown(page) == [row.pk] and "林" not in page


def test_a_slip_with_mistakes_keeps_its_photograph(small_world: World, seeding: Any) -> None:
    chair = small_world.client("a1x.chair")
    bad = SimpleUploadedFile("图.svg", samples.SVG, "image/svg+xml")
    answer = enter(chair, small_world, board="", photo=[photo(), bad])
    page = answer.content.decode()
    assert answer.status_code == 422 and "保温车" in page and "截张图" in page
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', page)
    assert enter(chair, small_world, kept=[kept], who="upper").status_code == 302
    with seeding():
        row = Attachment.objects.get(pk=kept)
        owner = Upload.objects.get(pk=kept).person_id
    assert (row.side, row.state, owner.int) == ("author", "kept", 0), "nobody may open it"
    assert get(chair, "union", row.case_id, row.pk) == 404, "the union above has it"


def test_later_nobody_plants_what_the_author_brought(small_world: World, seeding: Any) -> None:
    chair = small_world.client("a1x.chair")
    enter(chair, small_world)
    case = entered(seeding)
    sent(chair, "feedback_desk:accept", case.id)
    data = {"reply-text": "拍给你看看。", "photo": [photo()], "key": "u"}
    assert chair.post(reverse("feedback_desk:reply", args=[case.id]), data).status_code == 302
    with seeding():
        assert Attachment.objects.get(case=case).side == "union"


@pytest.mark.parametrize(
    ("marks", "allowed"),
    [
        ([(0, 0, 100, 100)], True),
        ([(99, 99, 1, 1)], True),
        ([(10, 10, 20, 20)] * 8, True),
        ([], False),
        ([(10, 10, 20, 20)] * 9, False),
        ([(10, 10, 0, 5)], False),
        ([(90, 0, 11, 5)], False),
        ([(0, 60, 5, 41)], False),
        ([(-1, 0, 5, 5)], False),
    ],
)
def test_what_can_be_covered(marks: list[tuple[int, ...]], allowed: bool) -> None:
    verdict = rules.may_mark([Mark(*mark) for mark in marks])
    assert bool(verdict) is allowed and (allowed or verdict.reason)


def cover(client: Client, case: UUID, file: UUID, **numbers: str) -> Any:
    key = numbers.pop("key", "c")
    typed = numbers or {"left1": "0", "top1": "0", "width1": "50", "height1": "100"}
    return client.post(reverse("feedback_desk:cover", args=[case, file]), {"key": key, **typed})


def pixels(client: Client, reader: str, case: UUID, file: UUID, part: str) -> Image.Image:
    names = {"firm": "feedback_firm:file", "union": "feedback_desk:file"}
    answer = client.get(reverse(names[reader], args=[case, file, part]))
    return Image.open(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]


def test_the_firm_gets_the_covered_copy_and_nothing_else(small_world: World, seeding: Any) -> None:
    case, file = with_firm(small_world)
    chair, firm = small_world.client("a1x.chair"), small_world.client("a1x-firm.responder")
    page = seen_queue(chair)
    there = reverse("feedback_desk:cover", args=[case, file])
    assert there in page and "data-cover" in chair.get(there).content.decode()
    assert cover(chair, case, file).status_code == 302
    with seeding():
        copy = Attachment.objects.get(of=file)
        assert Attachment.objects.get(pk=file).state == "covered" and copy.state == "waiting"
        assert copy.marks == [[0, 0, 50, 100]] and copy.side == "author"
    assert decide(chair, "release", file).status_code == 409, "the picture itself never goes"
    assert decide(chair, "release", copy.pk).status_code == 302
    assert shown(seen(firm, "feedback_firm:case", case)) == [copy.pk]
    assert (get(firm, "firm", case, copy.pk), get(firm, "firm", case, file)) == (200, 404)
    with small_world.acting("a1x-firm.responder"):
        assert list(Attachment.objects.filter(case=case).values_list("pk", flat=True)) == [copy.pk]
    for part in ("whole", "thumb"):
        seen_by_firm = pixels(firm, "firm", case, copy.pk, part).convert("RGB")
        left = [seen_by_firm.getpixel((x, 20)) for x in (2, 12, 24)]
        assert all(abs(p[0] - 70) < 6 and abs(p[2] - 82) < 6 for p in left), left
        beside = pixels(chair, "union", case, file, part).convert("RGB").getpixel((45, 20))
        assert all(
            abs(a - b) < 24 for a, b in zip(beside, seen_by_firm.getpixel((45, 20)), strict=True)
        )
    mine = seen(small_world.client("a1x-asker"), "feedback:case", case)
    assert set(shown(mine)) == {file, copy.pk}
    assert "这张不给公司看，只给遮过的" in mine and "遮过的，公司也看得到" in mine
    with seeding():
        told = Notice.objects.filter(person_id=small_world.people["a1x-asker"].id)
        assert "照片遮住了一部分" in told.get(title="你传的东西，工会给公司看了").text


def test_undone_until_somebody_else_sees_it(small_world: World, seeding: Any) -> None:
    case, file = with_firm(small_world)
    chair = small_world.client("a1x.chair")
    cover(chair, case, file)
    with seeding():
        copy = Attachment.objects.get(of=file).pk
    undo = reverse("feedback_desk:uncover", args=[case, file])
    assert undo in seen_queue(chair, case=str(case))
    decide(chair, "release", copy)
    assert chair.post(undo, {"key": "u1"}).status_code == 409, "the firm sees it"
    decide(chair, "keep", copy)
    assert chair.post(undo, {"key": "u2"}).status_code == 302
    with seeding():
        assert not Attachment.objects.filter(pk=copy).exists()
        assert Attachment.objects.get(pk=file).state == "waiting"
    again = {"left1": "10", "top1": "10", "width1": "5", "height1": "5"}
    assert cover(chair, case, file, **again, left2="1", key="c2").status_code == 422
    assert cover(chair, case, file, **again, key="c3").status_code == 302


def test_a_form_with_mistakes_keeps_its_numbers(small_world: World) -> None:
    case, file = with_firm(small_world)
    wrong = {"left1": "90", "top1": "0", "width1": "37", "height1": "5"}
    answer = cover(small_world.client("a1x.chair"), case, file, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="37"' in page and "伸到照片外面" in page


@pytest.mark.parametrize(
    "who", ["a1x-asker", "a1x-firm.responder", "a1.officer", "b.officer", "a.caller"]
)
def test_nobody_else_covers(small_world: World, seeding: Any, who: str) -> None:
    """Neither by the page nor by the door behind it."""
    case, file = with_firm(small_world)
    assert cover(small_world.client(who), case, file).status_code == 404
    with seeding():
        Attachment.objects.filter(pk=file).update(state="covered", due_at=None)
        upload = Upload.objects.exclude(pk=file).filter(kind="photo")[0].pk
    for call in ("SELECT api.hang_copy(%s, %s, '[]', now(), now())", "SELECT api.drop_copy(%s)"):
        given = [file, upload][: call.count("%s")]
        with small_world.acting(who), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(call, given)


def test_paper_shows_what_others_were_let_see(small_world: World, seeding: Any) -> None:
    """And everything only where the union says that it is its own copy."""
    case, file = with_firm(small_world)
    chair, print_url = small_world.client("a1x.chair"), reverse("feedback_desk:print", args=[case])
    page = seen(chair, "feedback_desk:print", case)
    assert shown(page) == [] and "还有 1 张没给别人看过" in page
    cover(chair, case, file)
    with seeding():
        copy = Attachment.objects.get(of=file).pk
    decide(chair, "release", copy)
    page = seen(chair, "feedback_desk:print", case)
    assert shown(page) == [copy] and "职工传的 · 照片 1/1 · 遮过的，给公司看了" in page
    own = chair.get(print_url, {"inner": "1"}).content.decode()
    assert set(shown(own)) == {copy, file} and "只在工会里用" in own
    town = seen(small_world.client("a1.officer"), "feedback_desk:print", case)
    assert shown(town) == [copy], "the union above sees its part of the tree"
    firm = seen(small_world.client("a1x-firm.responder"), "feedback_firm:case", case)
    assert shown(firm) == [copy], "what a firm prints is its page"
