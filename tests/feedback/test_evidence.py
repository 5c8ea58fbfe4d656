"""Files on a review: with the form, at the desk, and to a third person only once looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Look
from niangjia.kernel.base import clock
from niangjia.kernel.cases.flow import EVIDENCE
from niangjia.kernel.cases.models import Attachment, Case
from niangjia.kernel.files import tasks as file_tasks
from niangjia.kernel.files.engine import vault
from niangjia.kernel.files.models import Upload
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import tasks
from tests.files import samples
from tests.kit import flows
from tests.kit.world import World

from .test_loop import form_of, seen, sent

pytestmark = pytest.mark.row("000-21")
NAMES = {
    "author": "feedback:file",
    "union": "feedback_desk:file",
    "firm": "feedback_firm:file",
}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NIANGJIA_DATA = tmp_path
    yield


def photo(name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.photo((60, 40)), "image/jpeg")


def write(client: Client, world: World, *files: SimpleUploadedFile, **more: Any) -> UUID:
    """A review with photographs."""
    form = form_of(world, **more) | {"photo": list(files or [photo()])}
    answer = client.post(reverse("feedback:new"), form)
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].split("/")[2])


def shown(page: str) -> list[UUID]:
    """The files a page of a case shows, by their small pictures."""
    found = re.findall(r'src="[^"]*/files/([0-9a-f-]{36})/thumb/"', page)
    return [UUID(one) for one in dict.fromkeys(found)]


def get(client: Client, reader: str, case: UUID, file: UUID, part: str = "whole") -> int:
    return client.get(reverse(NAMES[reader], args=[case, file, part])).status_code


def decide(client: Client, do: str, *files: UUID, reason: str = "") -> Any:
    key = f"{do}{len(files)}{reason and 'r'}"
    data = {"do": do, "file": list(files), "reason": reason, "key": key}
    return client.post(reverse("feedback_desk:screen"), data)


def with_firm(world: World) -> tuple[UUID, UUID]:
    """A review with one photograph, in the firm's hands."""
    case = write(world.client("a1x-asker"), world)
    chair = world.client("a1x.chair")
    assert sent(chair, "feedback_desk:accept", case) == 302
    assert sent(chair, "feedback_desk:seat", case, ask="请行政部看看空调") == 302
    (file,) = shown(seen(chair, "feedback_desk:case", case))
    return case, file


def test_the_table_of_states_is_whole() -> None:
    flows.check_table(EVIDENCE)


def test_a_photograph_goes_with_the_review_and_the_firm_sees_none_of_it(
    small_world: World,
) -> None:
    case, file = with_firm(small_world)
    worker, firm = small_world.client("a1x-asker"), small_world.client("a1x-firm.responder")
    page = seen(worker, "feedback:case", case)
    assert shown(page) == [file] and "工会看过才会给公司看" in page and "照片 1/1" in page
    assert get(worker, "author", case, file) == 200
    assert get(small_world.client("a1x.chair"), "union", case, file) == 200
    assert shown(seen(firm, "feedback_firm:case", case)) == []
    assert get(firm, "firm", case, file) == 404


def test_released_the_firm_sees_just_that_one(small_world: World) -> None:
    worker, chair = small_world.client("a1x-asker"), small_world.client("a1x.chair")
    firm = small_world.client("a1x-firm.responder")
    case = write(worker, small_world, photo(), photo("IMG_2.jpg"))
    sent(chair, "feedback_desk:accept", case)
    sent(chair, "feedback_desk:seat", case, ask="请看看空调")
    one, other = shown(seen(chair, "feedback_desk:case", case))
    assert decide(chair, "release", one).status_code == 302
    page = seen(firm, "feedback_firm:case", case)
    assert shown(page) == [one] and "工会转来的" in page
    assert (get(firm, "firm", case, one), get(firm, "firm", case, other)) == (200, 404)
    assert decide(chair, "keep", other, reason="看得出工位").status_code == 302
    mine = seen(worker, "feedback:case", case)
    assert "公司也看得到" in mine and "只有工会看得到：看得出工位" in mine
    assert "看得出工位" not in seen(firm, "feedback_firm:case", case)
    assert decide(chair, "keep", one).status_code == 302
    assert get(firm, "firm", case, one) == 404


def test_what_the_firm_sends_waits_for_the_union_too(small_world: World) -> None:
    case, _file = with_firm(small_world)
    firm, worker = small_world.client("a1x-firm.responder"), small_world.client("a1x-asker")
    data = {"text": "修好了，请看。", "done": "on", "photo": [photo()], "key": "f"}
    assert firm.post(reverse("feedback_firm:reply", args=[case]), data).status_code == 302
    (theirs,) = shown(seen(firm, "feedback_firm:case", case))
    assert theirs not in shown(seen(worker, "feedback:case", case))
    assert get(worker, "author", case, theirs) == 404
    assert decide(small_world.client("a1x.chair"), "release", theirs).status_code == 302
    assert theirs in shown(seen(worker, "feedback:case", case))


def test_what_the_union_sends_is_for_the_author_alone(small_world: World) -> None:
    case, file = with_firm(small_world)
    chair = small_world.client("a1x.chair")
    data = {"reply-text": "拍给你看看进度。", "photo": [photo()], "key": "u"}
    assert chair.post(reverse("feedback_desk:reply", args=[case]), data).status_code == 302
    page = seen(small_world.client("a1x-asker"), "feedback:case", case)
    (theirs,) = set(shown(page)) - {file}
    assert "工会给你的" in page
    firm = small_world.client("a1x-firm.responder")
    assert get(firm, "firm", case, theirs) == 404
    assert decide(chair, "release", theirs).status_code == 409
    assert get(firm, "firm", case, theirs) == 404


def test_a_word_takes_further_photographs_along(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    case = write(worker, small_world)
    data = {"word-text": "又拍了一张", "photo": [photo("2.jpg")], "key": "w"}
    assert worker.post(reverse("feedback:add_word", args=[case]), data).status_code == 302
    assert len(shown(seen(worker, "feedback:case", case))) == 2


def test_a_form_that_comes_back_keeps_words_and_photographs(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    half = form_of(small_world, score="0") | {"photo": [photo()]}
    answer = worker.post(reverse("feedback:new"), half)
    page = answer.content.decode()
    assert answer.status_code == 422 and half["text"] in page
    (kept,) = re.findall(r'name="kept" value="([^"]+)"', page)
    whole = form_of(small_world) | {"kept": [kept]}
    sent_now = worker.post(reverse("feedback:new"), whole)
    case = UUID(sent_now["Location"].split("/")[2])
    assert shown(seen(worker, "feedback:case", case)) == [UUID(kept)]


def test_a_file_that_is_refused_keeps_the_words(small_world: World) -> None:
    bad = SimpleUploadedFile("图.svg", samples.SVG, "image/svg+xml")
    answer = small_world.client("a1x-asker").post(
        reverse("feedback:new"), form_of(small_world) | {"photo": [bad, photo()]}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and form_of(small_world)["text"] in page
    assert "截张图或者拍张照片传上来也行" in page and page.count('name="kept"') == 1


def test_the_author_is_told_once_that_somebody_looked(small_world: World, seeding: Any) -> None:
    case, file = with_firm(small_world)
    chair = small_world.client("a1x.chair")
    for part in ("thumb", "whole", "thumb"):
        assert get(chair, "union", case, file, part) == 200
    asker = small_world.people["a1x-asker"]
    with seeding():
        looks = Look.objects.filter(subject_id=asker.id, object_id=case)
        assert [look.what for look in looks] == ["处理办件时看了你传的照片、录音或文件"]


@pytest.mark.parametrize(
    ("who", "reader"),
    [
        ("a1x-colleague", "author"),
        ("b2y-asker", "author"),
        ("a1x-firm.responder", "firm"),
        ("a1y-firm.responder", "firm"),
        ("a1y.chair", "union"),
        ("b.officer", "union"),
        ("retired.officer", "union"),
    ],
)
def test_strangers_find_nothing(small_world: World, who: str, reader: str) -> None:
    case, file = with_firm(small_world)
    client = small_world.client(who)
    assert get(client, reader, case, file) == 404
    assert get(Client(), reader, case, file) == 404


def test_a_case_that_changes_hands_takes_its_files_along(small_world: World) -> None:
    case = write(small_world.client("a1x-asker"), small_world)
    chair, town = small_world.client("a1x.chair"), small_world.client("a1.officer")
    (file,) = shown(seen(chair, "feedback_desk:case", case))
    to = small_world.orgs["a1"].id
    assert sent(chair, "feedback_desk:forward", case, to=str(to), reason="请镇里办") == 302
    assert get(chair, "union", case, file) == 200
    assert sent(town, "feedback_desk:take", case, "t") == 302
    assert get(town, "union", case, file) == 200
    assert get(small_world.client("a1x-asker"), "author", case, file) == 200
    # The giver watches by a seat: it reads the words, not the evidence.
    assert shown(seen(chair, "feedback_desk:case", case)) == []
    assert get(chair, "union", case, file) == 404
    assert decide(chair, "release", file).status_code == 409
    assert decide(town, "release", file).status_code == 302


def test_what_the_author_wants_away_from_the_firm_is_never_released(
    small_world: World, seeding: Any
) -> None:
    case = write(small_world.client("a1x-asker"), small_world, who="upper")
    with seeding():
        row = Attachment.objects.get(case_id=case)
    town = small_world.client("a1.officer")
    assert row.state == "kept" and str(case) not in seen_queue(town)
    assert decide(town, "release", row.id).status_code == 409


def seen_queue(client: Client, **more: Any) -> str:
    return client.get(reverse("feedback_desk:screen"), more).content.decode()


def test_the_queue_shows_what_waits_and_reminds(small_world: World, seeding: Any) -> None:
    case, file = with_firm(small_world)
    chair = small_world.client("a1x.chair")
    page = seen_queue(chair)
    assert str(file) in page and "人脸、工牌" in page and "最久的等了" in page
    assert str(file) not in seen_queue(small_world.client("a1.officer"))
    nothing = decide(chair, "release")
    assert nothing.status_code == 422 and "请先勾选" in nothing.content.decode()
    decide(chair, "keep", file)
    assert str(file) not in seen_queue(chair)
    again = seen_queue(chair, case=str(case))
    assert str(file) in again and "不给公司看" in again


def test_unions_are_reminded_of_what_nobody_looked_at(small_world: World, seeding: Any) -> None:
    case, _file = with_firm(small_world)
    officer = small_world.hats["a1x.officer"].person
    title = "有照片或文件等着看，过了说好的日子"

    def told() -> int:
        with seeding():
            return Notice.objects.filter(person_id=officer.id, title=title).count()

    with seeding():
        Attachment.objects.exclude(case_id=case).delete()
    tasks.remind_files(0)
    assert told() == 0
    with clock.frozen(clock.now() + timedelta(days=9)):
        tasks.remind_files(0)
    assert told() == 1


def test_nobody_hangs_what_is_not_theirs(small_world: World, seeding: Any) -> None:
    """The door itself: another's upload is passed over, another's case is refused."""
    case = write(small_world.client("a1x-asker"), small_world)
    with seeding():
        theirs = Upload.objects.exclude(person_id=small_world.people["a1x-asker"].id).first()
    assert theirs is not None
    call = "SELECT api.hang_files(%s, ARRAY[%s]::uuid[], now(), now())"
    with small_world.acting("a1x-asker"), connection.cursor() as cursor:
        cursor.execute(call, [case, theirs.id])
        assert cursor.fetchone()[0] == 0
    for other in ("a1x-colleague", "a1y.chair", "a1x-firm.responder", "a.admin"):
        with small_world.acting(other), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(call, [case, theirs.id])


def test_with_its_time_over_a_case_loses_its_files(small_world: World, seeding: Any) -> None:
    case = write(small_world.client("a1x-asker"), small_world)
    with clock.frozen(clock.now() + timedelta(hours=30)):
        file_tasks.sweep(0)
    assert len(list(vault.folder().glob("??/*"))) == 2
    with seeding():
        Attachment.objects.filter(case_id=case).delete()
        assert Case.objects.filter(pk=case).exists()
    with clock.frozen(clock.now() + timedelta(hours=30)):
        file_tasks.loosen(0)
        file_tasks.sweep(0)
    assert len(list(vault.folder().glob("??/*"))) == 2
    with clock.frozen(clock.now() + timedelta(hours=60)):
        file_tasks.sweep(0)
    assert not list(vault.folder().glob("??/*"))
