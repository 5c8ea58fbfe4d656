"""Bringing a file, looking at it, and what becomes of one that hangs on nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from niangjia.kernel.base import clock
from niangjia.kernel.files import actions, rules, tasks
from niangjia.kernel.files.engine import vault
from niangjia.kernel.files.engine.vault import Box, Lost
from niangjia.kernel.files.models import Upload
from tests.kit.world import World

from . import samples


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NIANGJIA_DATA = tmp_path
    yield


def file(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def bring(client: Client, *contents: bytes, **more: Any) -> Any:
    """Bring files ahead of their form."""
    photos = [file(content) for content in contents]
    return client.post(reverse("files:bring"), {"photo": photos, **more})


def ids(page: Any) -> list[UUID]:
    """What the answer says the form now carries."""
    parts = page.content.decode().split('name="kept" value="')[1:]
    return [UUID(part[:36]) for part in parts]


def get(client: Client, upload: UUID, part: str = "thumb", **headers: str) -> HttpResponse:
    return client.get(reverse("files:draft", args=[upload, part]), headers=headers)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.row("000-21")
def test_a_photograph_is_brought_and_seen_by_nobody_else(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    answer = bring(worker, samples.photo())
    (one,) = ids(answer)
    assert "照片 1/1" in answer.content.decode()
    shown = get(worker, one, "whole")
    assert body(shown).startswith(b"\xff\xd8\xff")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"] == 'inline; filename="mine.jpg"'
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "no-store" in shown["Cache-Control"]
    assert not shown.cookies
    for other in ("a1x-colleague", "a1x.officer", "a.officer", "a1x-firm.responder"):
        assert get(small_world.client(other), one).status_code == 404


def test_an_address_in_wrong_hands_says_nothing(small_world: World) -> None:
    (one,) = ids(bring(small_world.client("a1x-asker"), samples.photo()))
    assert get(Client(), one).status_code == 404
    assert get(Client(), uuid4()).status_code == 404


def test_what_is_brought_in_a_post_stays_in_it(small_world: World) -> None:
    officer = small_world.client("a1x.officer")
    (one,) = ids(bring(officer, samples.photo()))
    assert get(officer, one).status_code == 200
    for other in ("a1x.chair", "a1.officer", "a1x-asker"):
        assert get(small_world.client(other), one).status_code == 404


@pytest.mark.parametrize("name", ["svg with script", "empty", "half a photograph", "archive"])
def test_what_is_refused_says_what_to_do_instead(small_world: World, name: str) -> None:
    content, why = samples.HOSTILE[name]
    assert isinstance(content, bytes)
    answer = bring(small_world.client("a1x-asker"), content, samples.photo())
    assert answer.status_code == 422
    assert rules.SENTENCES[why] in answer.content.decode()
    assert "IMG_0001.jpg" in answer.content.decode()
    assert len(ids(answer)) == 1


@pytest.mark.row("000-21")
def test_the_seventh_photograph_is_left_out(small_world: World) -> None:
    worker, photo = small_world.client("a1x-asker"), samples.photo((40, 30))
    six = ids(bring(worker, *[photo] * 6))
    assert len(six) == 6
    answer = bring(worker, photo, kept=six)
    assert ids(answer) == six
    assert "最多 6 张照片" in answer.content.decode()
    fewer = bring(worker, kept=six, drop=six[:1])
    assert ids(fewer) == six[1:]


def test_an_id_of_somebody_else_is_passed_over(small_world: World) -> None:
    (one,) = ids(bring(small_world.client("a1x-asker"), samples.photo()))
    assert not ids(bring(small_world.client("a1x-colleague"), kept=[one, "nonsense"]))


def test_too_many_in_an_hour_have_to_wait(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "HOURLY", 2)
    worker = small_world.client("a1x-asker")
    assert ids(bring(worker, samples.photo((40, 30)), samples.photo((40, 30))))
    answer = bring(worker, samples.photo((40, 30)))
    assert "请过一会儿再传" in answer.content.decode() and not ids(answer)


def test_a_file_too_large_is_passed_over_and_the_rest_is_read(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("niangjia.kernel.files.engine.streaming.LARGEST", 100_000)
    large = samples.photo((40, 30)) + b"\x00" * 200_000
    answer = bring(small_world.client("a1x-asker"), large, samples.photo((40, 30)))
    assert len(ids(answer)) == 1
    assert "太大了" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("", 200, (0, None)),
        ("bytes=0-9", 206, (0, 10)),
        ("bytes=100-", 206, (100, None)),
        ("bytes=-5", 206, (-5, None)),
        ("bytes=0-3,7-9", 200, (0, None)),
        ("pages=1-2", 200, (0, None)),
        ("bytes=99999999-", 416, None),
        ("bytes=9-3", 416, None),
    ],
)
def test_a_player_asks_for_a_range(
    small_world: World, asked: str, status: int, span: tuple[int, int | None] | None
) -> None:
    worker = small_world.client("a1x-asker")
    (one,) = ids(worker.post(reverse("files:bring"), {"voice": file(samples.voice(2), "a.wav")}))
    whole = body(get(worker, one, "whole"))
    got = get(worker, one, "whole", range=asked, accept_encoding="gzip")
    assert got.status_code == status
    if span:
        assert body(got) == whole[slice(*span)]
        assert got["Content-Length"] == str(len(whole[slice(*span)]))
    assert ("Content-Range" in got) == (status != 200)


def test_without_a_thumbnail_or_a_part_there_is_nothing(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    (one,) = ids(worker.post(reverse("files:bring"), {"voice": file(samples.voice(1), "a.wav")}))
    assert get(worker, one, "thumb").status_code == 404
    assert get(worker, one, "nonsense").status_code == 404
    vault.erase(one)
    assert get(worker, one, "whole").status_code == 404


def box(size: int = 200_000) -> Box:
    return Box(uuid4(), "whole", "ab" * 16, size)


def test_bytes_are_sealed_in_pieces_and_for_the_owner_only() -> None:
    one, content = box(), bytes(range(256)) * 782
    vault.write(one, io.BytesIO(content))
    assert one.path.stat().st_mode & 0o777 == 0o600
    assert one.path.parent.stat().st_mode & 0o777 == 0o700
    assert content[:64] not in one.path.read_bytes()
    assert b"".join(vault.read(one)) == content[:200_000]
    assert b"".join(vault.read(one, 65_530, 65_550)) == content[65_530:65_550]
    with pytest.raises(FileExistsError):
        vault.write(one, io.BytesIO(content))
    assert [path.name for path in one.path.parent.iterdir()] == [one.path.name]


@pytest.mark.parametrize("harm", ["cut", "swap", "flip", "other salt", "other name"])
def test_bytes_that_were_touched_do_not_open(harm: str) -> None:
    one = box()
    vault.write(one, io.BytesIO(b"x" * one.size))
    raw, piece = bytearray(one.path.read_bytes()), vault.PIECE + vault.TAG
    if harm == "cut":
        raw = raw[: 4 + 2 * piece]
    elif harm == "swap":
        raw[4 : 4 + piece], raw[4 + piece : 4 + 2 * piece] = (
            raw[4 + piece :][:piece],
            raw[4:][:piece],
        )
    elif harm == "flip":
        raw[50] ^= 1
    elif harm == "other salt":
        one = Box(one.id, one.part, "cd" * 16, one.size)
    else:
        moved = box()
        moved.path.parent.mkdir(parents=True, exist_ok=True)
        one = moved
    one.path.write_bytes(raw)
    with pytest.raises(Lost):
        b"".join(vault.read(one))


def test_what_hangs_on_nothing_is_swept_after_a_day(
    small_world: World, monkeypatch: pytest.MonkeyPatch, seeding: Any
) -> None:
    worker = small_world.client("a1x-asker")
    loose, held = ids(bring(worker, samples.photo((40, 30)), samples.photo((40, 30))))
    monkeypatch.setattr(actions, "holders", [lambda ids: {held} & set(ids)])
    with seeding():
        Upload.objects.exclude(id__in=[loose, held]).delete()
    tasks.sweep(0)
    with seeding():
        assert Upload.objects.filter(id__in=[loose, held]).count() == 2
    with clock.frozen(clock.now() + timedelta(hours=25)):
        tasks.sweep(0)
    with seeding():
        assert list(Upload.objects.filter(id__in=[loose, held]).values_list("id", flat=True)) == [
            held
        ]
    left = {path.name.partition(".")[0] for path in vault.folder().glob("??/*")}
    assert left == {str(held)}


def test_bytes_without_a_row_go_at_night(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    (kept,) = ids(bring(worker, samples.photo((40, 30))))
    lost = box(10)
    vault.write(lost, io.BytesIO(b"0123456789"))
    lost.path.with_name(f".{lost.path.name}.dead").write_bytes(b"half")
    tasks.compare(0)
    assert lost.path.exists()
    with clock.frozen(clock.now() + timedelta(hours=25)):
        tasks.compare(0)
    left = {path.name.lstrip(".").partition(".")[0] for path in vault.folder().glob("??/*")}
    assert left == {str(kept)}
