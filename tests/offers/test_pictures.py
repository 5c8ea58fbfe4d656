"""Photographs of an offer: brought bare, described, in order, for those alone who may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from niangjia.kernel.files.actions import held_by_nobody
from niangjia.kernel.files.models import Upload
from niangjia.kernel.offers.models import Picture
from tests.files import samples
from tests.kit.sowing import seeding
from tests.kit.world import World

from .making import Made, offer

pytestmark = pytest.mark.row("000-04")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.NIANGJIA_DATA = tmp_path
    yield


def at(name: str, *parts: Any) -> str:
    return reverse(f"benefits_desk:{name}", args=parts)


def brought(client: Client, made: Made, *contents: bytes) -> list[str]:
    """Photographs chosen and sent; the page asks for a line for each."""
    files = [SimpleUploadedFile(f"IMG_{n}.jpg", one) for n, one in enumerate(contents)]
    answer = client.post(at("pictures_hang", made.id), {"photo": files})
    return re.findall(r'name="kept" value="([0-9a-f-]{36})"', answer.content.decode())


def hung(client: Client, made: Made, *words: str) -> list[UUID]:
    """As many photographs as words, hung; in their order."""
    kept = brought(client, made, *(samples.photo((60 + n, 40)) for n, _ in enumerate(words)))
    alts = {f"alt-{one}": said for one, said in zip(kept, words, strict=True)}
    answer = client.post(at("pictures_hang", made.id), {"kept": kept, **alts})
    assert answer.status_code == 302, answer.content.decode()
    return order(made)


def order(made: Made) -> list[UUID]:
    with seeding():
        rows = Picture.objects.filter(offer_id=made.id).order_by("position")
        return list(rows.values_list("id", flat=True))


def test_hung_in_order_with_words_and_off_again(small_world: World) -> None:
    made = offer(small_world, "a1.chair", 5)
    desk, worker = small_world.client("a1.chair"), small_world.client("a1x-asker")
    kept = brought(desk, made, samples.photo((60, 40)), samples.png_bomb())
    assert len(kept) == 1, "the bomb is refused, the photograph stays"
    half = desk.post(at("pictures_hang", made.id), {"kept": kept, f"alt-{kept[0]}": " "})
    assert half.status_code == 422 and kept[0] in half.content.decode()
    one, two, three = hung(desk, made, "红盒子", "六样年货", "取货的地方")
    with seeding():
        assert not Upload.objects.filter(id=one, loose_since__isnull=False).exists()
        assert held_by_nobody([one]) == []
    words = {f"alt-{key}": f"改{n}" for n, key in enumerate((one, two, three))}
    desk.post(at("pictures_arrange", made.id), {**words, "do": f"up:{three}", "key": "u"})
    desk.post(at("pictures_arrange", made.id), {**words, "do": f"off:{two}", "key": "o"})
    assert order(made) == [one, three]
    board = worker.get("/benefits/").content.decode()
    assert f"/benefits/{made.id}/pictures/{one}/thumb/" in board and 'alt="改0"' in board
    page = worker.get(f"/benefits/{made.id}/").content.decode()
    assert 'width="60" height="40" loading="lazy"' in page and str(two) not in page
    with seeding():
        assert held_by_nobody([two]) == [two]


def test_no_seventh_and_none_of_somebody_elses(small_world: World) -> None:
    made = offer(small_world, "a1.chair", 5)
    desk = small_world.client("a1.chair")
    hung(desk, made, *"一二三四五")
    kept = brought(desk, made, samples.photo(), samples.photo((50, 50)))
    alts = {f"alt-{one}": "又一张" for one in kept}
    answer = desk.post(at("pictures_hang", made.id), {"kept": kept, **alts})
    assert answer.status_code == 422 and "最多放 6 张" in answer.content.decode()
    other = small_world.client("a1.officer")
    sent = other.post(at("pictures_hang", made.id), {"kept": kept, **alts, "key": "x"})
    assert sent.status_code == 422 and len(order(made)) == 5


@pytest.mark.parametrize(
    ("who", "sees"),
    [("a1x-asker", 200), ("a1y-asker", 200), ("a2x-asker", 404), ("b1x-asker", 404)],
)
def test_only_those_the_offer_is_for_open_it(small_world: World, who: str, sees: int) -> None:
    made = offer(small_world, "a1.chair", 5)
    (one,) = hung(small_world.client("a1.chair"), made, "红盒子")
    answer = small_world.client(who).get(f"/benefits/{made.id}/pictures/{one}/whole/")
    assert answer.status_code == sees
    if sees == 200:
        body = b"".join(answer)  # type: ignore[arg-type]
        assert samples.SECRET.encode() not in body
        assert answer["Cache-Control"].startswith("private, max-age")
