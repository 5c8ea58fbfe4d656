"""Files brought in: read, checked, once each, taken back."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from niangjia.kernel.base.wording import spoken
from niangjia.kernel.cases.models import Author
from niangjia.kernel.people import tasks
from niangjia.kernel.people.engine import running
from niangjia.kernel.people.models import (
    Appointment,
    Import,
    ImportFile,
    ImportRow,
    Membership,
    Org,
    Person,
)
from niangjia.kernel.people.queries.imports import in_words
from tests.kit.world import World

PEOPLE = "姓名,手机号,身份证号,工会代码,单位代码,入会日期,会员号\n"
GOOD = PEOPLE + (
    "李建国,13811110001,11010519491231002X,Ca1x,Ca1x-firm,2020-03-01,\n"
    "王小敏,138 1111 0002,,Ca1y,,2021年4月5日,\n"
    "陈没手机,,,Ca1x,,2021/4/5,A-77\n"
)


class Desk:
    """An officer who brings files, and the jobs behind."""

    def __init__(self, world: World, seeding: Any, hat: str = "a1.officer") -> None:
        self.world, self.seeding = world, seeding
        self.client: Client = world.client(hat)

    def bring(self, content: str | bytes, kind: str = "people", name: str = "名单.csv") -> Import:
        """Upload a file and let it be read."""
        raw = content.encode() if isinstance(content, str) else content
        sent = self.client.post(
            reverse("people:import"), {"kind": kind, "file": SimpleUploadedFile(name, raw)}
        )
        assert sent.status_code == 302, sent.content.decode()
        run_id = sent["Location"].rstrip("/").rpartition("/")[2]
        tasks.read_import(run_id)
        return self.run(run_id)

    def run(self, run_id: object) -> Import:
        """The import as it is now."""
        with self.seeding():
            return Import.objects.get(id=run_id)

    def step(self, run: Import, route: str) -> int:
        """Press a button of the import's page."""
        url = reverse(f"people:import_{route}", args=[run.id])
        return self.client.post(url).status_code

    def commit(self, run: Import) -> Import:
        """Bring the good lines in."""
        assert self.step(run, "commit") == 302
        tasks.run_import(str(run.id))
        return self.run(run.id)

    def errors(self, run: Import) -> dict[int, str]:
        """What is wrong, by row."""
        with self.seeding():
            rows = ImportRow.objects.filter(run_id=run.id).exclude(errors=[])
            return {row.number: "；".join(in_words(*error) for error in row.errors) for row in rows}

    def page(self, run: Import) -> str:
        """The import's page."""
        return self.client.get(reverse("people:import_run", args=[run.id])).content.decode()


@pytest.fixture
def desk(small_world: World, seeding: Any) -> Desk:
    return Desk(small_world, seeding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_people_come_in_with_union_employer_and_membership(desk: Desk, encoding: str) -> None:
    run = desk.bring(GOOD.encode(encoding))
    assert (run.state, run.total, run.good, run.bad) == ("preview", 3, 3, 0), desk.errors(run)
    assert "李建国" in desk.page(run)
    run = desk.commit(run)
    assert (run.state, run.created, run.skipped, run.failed) == ("done", 3, 0, 0), desk.errors(run)
    with desk.seeding():
        li = Person.objects.get(name="李建国")
        assert (li.employer_id, li.home_path) == (
            desk.world.orgs["a1x-firm"].id,
            desk.world.orgs["a1x"].path,
        )
        assert str(Membership.objects.get(person__name="王小敏").since) == "2021-04-05"
        assert Membership.objects.get(person__name="陈没手机").number == "A-77"
        assert not ImportRow.objects.filter(run_id=run.id).exclude(data="").exists()
        assert not ImportFile.objects.filter(run_id=run.id).exists()
    assert (
        "李建国"
        in desk.client.get(
            reverse("people:directory"), {"kind": "people", "q": "0001"}
        ).content.decode()
    )


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.commit(desk.bring(GOOD))
    with desk.seeding():
        before = (Person.objects.count(), Membership.objects.count())
    run = desk.bring(GOOD)
    assert (run.good, run.same, run.bad) == (0, 3, 0)
    assert desk.step(run, "drop") == 302
    with desk.seeding():
        assert (Person.objects.count(), Membership.objects.count()) == before


def test_each_wrong_line_says_what_is_wrong_where(desk: Desk) -> None:
    run = desk.bring(
        PEOPLE
        + (
            ",13811110001,,,,,\n"
            "甲,12345,,,,,\n"
            "乙,,110105194912310021,,,,\n"
            "丙,,,,,,\n"
            "丁,13811110002,,Ca2x,,,\n"
            "戊,13811110003,,,没有这家,,\n"
            "己,13811110004,,,,2021-13-45,\n"
            "庚,13811110005,,,,,\n"
            "辛,13811110005,,,,,\n"
        )
    )
    said = desk.errors(run)
    assert (run.good, run.bad) == (1, 8)
    for number, words in {
        2: "姓名：没有填",
        3: "手机号应是",
        4: "校验位",
        5: "至少填一个",
        6: "没有找到",
        7: "没有找到",
        8: "不是日期",
        10: "和第 9 行重复",
    }.items():
        assert words in said[number], said
    assert all(words in desk.page(run) for words in ("不是日期", "没有找到"))
    response = desk.client.get(reverse("people:import_errors", args=[run.id]))
    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert len(rows) == 9
    assert rows[1][-1] == "姓名：没有填"


def test_somebody_without_a_union_is_taken_in_and_others_are_left_alone(desk: Desk) -> None:
    desk.commit(desk.bring(GOOD))
    with desk.seeding():
        Person.objects.filter(name="王小敏").update(home_org=None, home_path="", home_root="")
        Membership.objects.filter(person__name="王小敏").delete()
    other = Desk(desk.world, desk.seeding, "a2.officer")
    run = other.bring(PEOPLE + "王小敏,13811110002,,Ca2x,,2022-01-01,\n李建国,13811110001,,,,,\n")
    assert (run.good, run.bad) == (1, 1)
    run = other.commit(run)
    assert (run.created, run.changed, run.failed) == (0, 1, 1)
    with desk.seeding():
        assert Person.objects.get(name="王小敏").home_path == desk.world.orgs["a2x"].path


def test_undo_takes_back_only_what_nobody_touched(desk: Desk) -> None:
    run = desk.commit(desk.bring(GOOD))
    with desk.seeding():
        Person.objects.filter(name="李建国").update(name="李建国（改）")
    assert "可以撤销" in desk.page(run)
    assert desk.step(run, "undo") == 302
    tasks.undo_import(str(run.id))
    run = desk.run(run.id)
    assert (run.state, run.created) == ("undone", 1)
    with desk.seeding():
        assert set(
            Person.objects.filter(name__in=["王小敏", "陈没手机", "李建国（改）"]).values_list(
                "name", flat=True
            )
        ) == {"李建国（改）"}
    assert "已经撤销" in desk.page(run)
    assert desk.step(run, "undo") == 409


def test_undo_leaves_people_who_asked_something(desk: Desk) -> None:
    run = desk.commit(desk.bring(GOOD))
    with desk.seeding():
        author = Author.objects.first()
        assert author is not None
        Author.objects.filter(case_id=author.case_id).update(
            person_id=Person.objects.get(name="李建国").id
        )
    desk.step(run, "undo")
    tasks.undo_import(str(run.id))
    assert desk.run(run.id).created == 1
    with desk.seeding():
        assert Person.objects.filter(name="李建国").exists()


def test_killed_in_the_middle_it_goes_on_without_a_twin(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 10)
    people = "".join(f"人{n:03d},139{n:08d},,,,2020-01-01,\n" for n in range(35))
    run = desk.bring(PEOPLE + people)
    assert desk.step(run, "commit") == 302
    count = running._count
    calls: list[int] = []

    def die(run: Import, lines: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        count(run, lines)

    monkeypatch.setattr(running, "_count", die)
    with pytest.raises(KeyboardInterrupt):
        tasks.run_import(str(run.id))
    assert desk.run(run.id).done == 10
    assert "正在导入" in desk.page(run)
    tasks.run_import(str(run.id))
    tasks.run_import(str(run.id))
    run = desk.run(run.id)
    assert (run.state, run.created, run.done) == ("done", 35, 35)
    with desk.seeding():
        made = Person.objects.filter(name__startswith="人")
        numbers = Membership.objects.filter(person__in=made).values_list("number", flat=True)
        assert made.count() == len(set(numbers)) == 35


def test_orgs_come_in_parents_before_children(desk: Desk, small_world: World) -> None:
    chair = Desk(small_world, desk.seeding, "a.chair")
    run = chair.bring(
        "名称,类别,上级代码,代码,统一社会信用代码,人数,所属工会代码\n"
        "青石街道总工会,镇街工会,,QS,,,\n"
        "青石纺织工会,基层工会,QS,QS1,,,\n"
        "青石纺织有限公司,用人单位,QS,,91330523MA2ABCDE0M,68,QS1\n"
        "错的,用人单位,QS1,,,,\n"
        "错的,基层社,QS,,,,\n",
        kind="orgs",
        name="单位.csv",
    )
    assert (run.good, run.bad) == (3, 2), chair.errors(run)
    run = chair.commit(run)
    assert (run.created, run.failed) == (3, 2)
    with desk.seeding():
        firm = Org.objects.get(name="青石纺织有限公司")
        union, town = Org.objects.get(code="QS1"), Org.objects.get(code="QS")
    assert firm.path.startswith(town.path) and union.path.startswith(town.path)
    assert (firm.union_id, union.parent_id, firm.headcount) == (union.id, town.id, 68)
    assert firm.code.startswith(town.region)
    assert chair.step(run, "undo") == 302
    tasks.undo_import(str(run.id))
    with desk.seeding():
        assert not Org.objects.filter(code__in=["QS", "QS1"]).exists()


def test_an_org_in_use_keeps_those_above_it(desk: Desk, small_world: World) -> None:
    chair = Desk(small_world, desk.seeding, "a.chair")
    run = chair.commit(
        chair.bring(
            "名称,类别,上级代码,代码\n青石街道总工会,镇街工会,,QS\n纺织工会,基层工会,QS,QS1\n"
            "空的工会,基层工会,QS,QS2\n",
            kind="orgs",
            name="单位.csv",
        )
    )
    chair.commit(chair.bring(PEOPLE + "李建国,13811110001,,QS1,,2020-03-01,\n"))
    chair.step(run, "undo")
    tasks.undo_import(str(run.id))
    with desk.seeding():
        assert set(Org.objects.filter(code__startswith="QS").values_list("code", flat=True)) == {
            "QS",
            "QS1",
        }


def test_posts_come_in_by_the_rules(desk: Desk, small_world: World) -> None:
    desk.commit(desk.bring(GOOD))
    run = desk.bring(
        "手机号或会员号,单位代码,职务,从哪天起,到哪天\n"
        "13811110001,Ca1x,专职干部,2024-01-01,\n"
        "A-77,Ca1x-firm,单位经办人,2024-01-01,2024-12-31\n"
        "13811110001,Ca1x,专职干部,2024-06-01,\n"
        "13811110001,Ca1,工会主席,2024-01-01,\n"
        "13811110002,Ca1x,平台管理员,2024-01-01,\n"
        "13899999999,Ca1x,专职干部,2024-01-01,\n"
        "13811110002,Ca1x,专职干部,2024-01-01,2023-01-01\n",
        kind="appointments",
        name="任职.csv",
    )
    said = desk.errors(run)
    assert (run.good, run.same, run.bad) == (2, 1, 4), said
    assert "上一级工会任命" in said[5] and "认不出来" in said[6] and "没有这个人" in said[7]
    run = desk.commit(run)
    with desk.seeding():
        posts = Appointment.objects.filter(person__name="李建国")
        assert [(p.post, str(p.since)) for p in posts] == [("officer", "2024-01-01")]
    desk.step(run, "undo")
    tasks.undo_import(str(run.id))
    with desk.seeding():
        assert not Appointment.objects.filter(person__name="李建国").exists()


def xlsx(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_with_numbers_for_phones(desk: Desk) -> None:
    run = desk.bring(
        xlsx(
            [
                ["姓名*", "手机 号", "备注"],
                ["李建国", 13811110001, "x"],
                [None, None, None],
                ["王小敏", "13811110002", "=1+1"],
            ]
        ),
        name="名单.xlsx",
    )
    assert (run.state, run.total, run.good) == ("preview", 2, 2), desk.errors(run)


def bomb() -> bytes:
    """A small file that is huge inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * (60 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", "名字,电话\n李,1\n".encode(), "缺少：姓名"),
        ("a.csv", PEOPLE.encode(), "表里没有内容"),
        ("a.xls", b"\xd0\xcf\x11\xe0\x00\x00", "另存为"),
        ("a.xlsx", b"PK\x03\x04broken", "读不出来"),
        ("a.csv", b"\xff\xfe\xff", "编码"),
        ("bomb.xlsx", bomb(), "解开后太大"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    desk: Desk, name: str, content: bytes, why: str
) -> None:
    run = desk.bring(content, name=name)
    assert run.state == "unreadable"
    assert why in spoken(run.note)
    assert why in desk.page(run)


def test_an_import_is_seen_by_its_own_organisation_only(desk: Desk, small_world: World) -> None:
    run = desk.bring(GOOD)
    for hat in ("a.officer", "a2.officer", "a1x.chair", "a.admin"):
        page = small_world.client(hat).get(reverse("people:import_run", args=[run.id]))
        assert page.status_code == 404
        again = small_world.client(hat).post(reverse("people:import_commit", args=[run.id]))
        assert again.status_code == 404


def test_the_poll_turns_to_the_next_page(desk: Desk) -> None:
    run = desk.bring(GOOD)
    url = reverse("people:import_run", args=[run.id])
    asked = desk.client.get(url, headers={"HX-Request": "true"})
    assert asked["HX-Refresh"] == "true"
    desk.step(run, "commit")
    assert "正在导入" in desk.client.get(url, headers={"HX-Request": "true"}).content.decode()
