"""Packing a matter: by its author, by the union; what is in it, what is not, and until when."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.flow import Due
from niangjia.kernel.acts.models import Audit, Look
from niangjia.kernel.acts.seal import key
from niangjia.kernel.base.clock import frozen, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Post
from niangjia.kernel.bundles import actions, proof, store
from niangjia.kernel.bundles.flow import FLOW
from niangjia.kernel.bundles.models import Bundle
from niangjia.kernel.cases.door import evidence
from niangjia.kernel.files import door as files
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.rules import door as limits
from niangjia.services.feedback import tasks
from tests.feedback.test_loop import TEXT, sent, write
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.sowing import seeding
from tests.kit.world import World

NOTE = "内部：公司行政部口风很紧，先别提名字。"
FIRM_SAID = "我们自己人讲一句，是谁写的我们心里有数。"


@pytest.fixture(autouse=True)
def _own_disk(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NIANGJIA_DATA = tmp_path
    yield


def case_with_words(world: World) -> UUID:
    """A review, an internal note, words the firm said to the union alone, and an answer."""
    case = write(world.client("a1x-asker"), world)
    chair, firm = world.client("a1x.chair"), world.client("a1x-firm.responder")
    assert sent(chair, "feedback_desk:accept", case) == 302
    assert sent(chair, "feedback_desk:note", case, text=NOTE) == 302
    assert sent(chair, "feedback_desk:seat", case, ask="请看看空调") == 302
    assert sent(firm, "feedback_firm:reply", case, text=FIRM_SAID, done="on") == 302
    assert sent(chair, "feedback_desk:reply", case, text="周五修好。", ask_verdict="on") == 302
    return case


def asked(world: World, hat: str, case: UUID, key: str = "b") -> Bundle:
    page = "feedback_desk:bundle" if "." in hat else "feedback:bundle"
    fields = {"key": key, "purpose": "aid"}
    answer = world.client(hat).post(reverse(page, args=[case]), fields)
    assert answer.status_code == 302, answer.content.decode()
    with seeding():
        return Bundle.objects.filter(object_id=case).latest("created_at", "id")


def packed(world: World, hat: str, case: UUID) -> Bundle:
    row = asked(world, hat, case)
    tasks.pack(str(row.id))
    with seeding():
        row.refresh_from_db()
    return row


def opened(world: World, hat: str, row: Bundle) -> bytes:
    page = "feedback_desk:bundle_file" if "." in hat else "feedback:bundle_file"
    answer = world.client(hat).post(reverse(page, args=[row.id]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def words_of(data: bytes) -> str:
    """Everything in a bundle that is text."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        names = [one for one in box.namelist() if one.endswith((".csv", ".json"))]
        return "\n".join(box.read(one).decode("utf-8-sig") for one in names)


@pytest.mark.row("000-23")
def test_a_worker_takes_the_own_matter_along(small_world: World, tmp_path: Path) -> None:
    case = case_with_words(small_world)
    row = packed(small_world, "a1x-asker", case)
    assert row.state == "ready" and row.done == row.total > 0
    data = opened(small_world, "a1x-asker", row)
    there = tmp_path / "taken.zip"
    there.write_bytes(data)
    public = key().public_key().public_bytes_raw().hex()
    found = proof.check(there, public)
    assert found.wrong == () and found.root == row.merkle
    said = words_of(data)
    assert "周五修好。" in said and TEXT[:10] not in NOTE
    assert NOTE not in said and FIRM_SAID not in said, "neither notes nor what was not relayed"
    page = small_world.client("a1x-asker").get(reverse("feedback:bundle", args=[case]))
    assert "做好了" in page.content.decode()


def test_its_root_is_in_the_audit_log(small_world: World) -> None:
    row = packed(small_world, "a1x-asker", case_with_words(small_world))
    with seeding():
        made = Audit.objects.filter(action="bundles.made").latest("at")
    assert made.object_id == UUID(hex=row.merkle[:32])


def test_the_manifest_names_the_last_seal(small_world: World) -> None:
    row = packed(small_world, "a1x-asker", case_with_words(small_world))
    data = opened(small_world, "a1x-asker", row)
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        said = json.loads(box.read(proof.MANIFEST))
    with seeding():
        assert said["seal"] is None or len(said["seal"]["digest"]) == 64
    assert said["bundle"] == str(row.id) and said["case"] == row.number


def test_the_union_packs_and_the_worker_knows(small_world: World) -> None:
    case = case_with_words(small_world)
    row = packed(small_world, "a1x.chair", case)
    said = words_of(opened(small_world, "a1x.chair", row))
    assert NOTE not in said and FIRM_SAID not in said
    assert small_world.hats["a1x.chair"].person.name in said, "the manifest says who packed it"
    me = small_world.people["a1x-asker"].id
    with seeding():
        assert Look.objects.filter(subject_id=me, object_id=case).exists()
        titles = Notice.objects.filter(person_id=me).values_list("title", flat=True)
        assert "工会打包了你这件事的材料" in set(titles)
        verbs = set(Audit.objects.values_list("action", flat=True))
    assert {"feedback.bundle_packed", "feedback.bundle_fetched"} <= verbs


def test_nobody_else_gets_at_it(small_world: World) -> None:
    case = case_with_words(small_world)
    row = packed(small_world, "a1x-asker", case)
    theirs = packed(small_world, "a1x.chair", case)
    for hat, of in (
        ("a1x-colleague", row),
        ("a1x-asker", theirs),
        ("a1x.officer", theirs),
        ("a1.officer", theirs),
        ("a1x-firm.responder", row),
    ):
        page = "feedback_desk:bundle_file" if "." in hat else "feedback:bundle_file"
        answer = small_world.client(hat).post(reverse(page, args=[of.id]))
        assert answer.status_code == 404, hat
    for hat in ("a1y.chair", "a1.officer", "a1x-firm.responder"):
        there = reverse("feedback_desk:bundle", args=[case])
        answer = small_world.client(hat).post(there, {"key": "x", "purpose": "aid"})
        assert answer.status_code in (404, 409), hat


def test_without_a_purpose_nothing_is_packed(small_world: World) -> None:
    case = case_with_words(small_world)
    there = reverse("feedback:bundle", args=[case])
    assert small_world.client("a1x-asker").post(there, {"key": "x"}).status_code == 422


def test_one_at_a_time(small_world: World) -> None:
    case = case_with_words(small_world)
    asked(small_world, "a1x-asker", case)
    there = reverse("feedback:bundle", args=[case])
    again = small_world.client("a1x-asker").post(there, {"key": "2", "purpose": "aid"})
    assert again.status_code == 409


def test_a_job_done_twice_packs_once(small_world: World) -> None:
    row = packed(small_world, "a1x-asker", case_with_words(small_world))
    tasks.pack(str(row.id))
    with seeding():
        assert Audit.objects.filter(action="bundles.made").count() == 1


def test_bytes_are_sealed_at_rest(small_world: World) -> None:
    row = packed(small_world, "a1x-asker", case_with_words(small_world))
    assert not store.box(row).path.read_bytes().startswith(b"PK")


def test_bytes_go_with_the_row(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = packed(small_world, "a1x-asker", case_with_words(small_world))
    there = store.box(row).path
    late = (now() + timedelta(days=1)).timestamp()
    monkeypatch.setattr(actions, "time_before", lambda: late)
    with system("files"):
        assert there not in actions.forgotten(actor())
    with seeding():
        Bundle.objects.filter(pk=row.pk).delete()
    with system("files"):
        assert there in actions.forgotten(actor())


def due(row: Bundle, start: datetime) -> Due:
    return lambda clock: limits.due(clock, row.org_path, start)


def test_a_bundle_s_flow() -> None:
    flows.check_table(FLOW)


def test_bundles_move_as_the_table_says(small_world: World) -> None:
    row = next(one for one in small_world.all(Bundle) if one.org_id is None)
    hats = {Post.SYSTEM: "clocks"}
    flows.check_moves(Subject(FLOW, small_world, Bundle, row.pk, hats, due), examples=5)


def test_what_cannot_be_read_is_said(small_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise files.Lost("gone")

    monkeypatch.setattr("niangjia.kernel.bundles.packing.pack", lost)
    case = case_with_words(small_world)
    row = packed(small_world, "a1x-asker", case)
    assert row.state == "failed"
    page = small_world.client("a1x-asker").get(reverse("feedback:bundle", args=[case]))
    assert "没有做成" in page.content.decode()


@pytest.mark.parametrize(
    ("own", "sides"),
    [
        (True, {("author", "waiting"), ("author", "released"), ("firm", "released")}),
        (False, {("author", "released"), ("firm", "released")}),
    ],
)
def test_files_go_along_as_released_or_owned(
    small_world: World, own: bool, sides: set[tuple[str, str]]
) -> None:
    case = small_world.cases["a1x.own"]
    with system("clocks"):
        found = evidence.to_hand_over(actor(), case.id, own=own)
    assert {(one.side, one.state) for one in found} == sides | {("union", "kept")}


def test_only_a_job_reads_across_sides(small_world: World) -> None:
    with small_world.acting("a1x.chair") as act, pytest.raises(Hidden):
        assert act.actor is not None
        evidence.to_hand_over(act.actor, small_world.cases["a1x.own"].id, own=False)


def test_a_bundle_nobody_packed_in_a_day_is_given_up(small_world: World) -> None:
    row = asked(small_world, "a1x-asker", case_with_words(small_world))
    with frozen(now() + timedelta(days=2)), system("files"):
        assert actions.lapse(actor()) >= 1
    with seeding():
        row.refresh_from_db()
    assert row.state == "failed"
