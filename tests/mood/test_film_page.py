"""The film page in a browser: with a camera, without one, and what it says of the light."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from niangjia.kernel.base import turns
from niangjia.kernel.base.turns import Turn
from niangjia.services.mood.film.member import desk
from niangjia.services.mood.rules.scales import WHO5
from tests.kit import browsing, live
from tests.kit.browsing import Visits
from tests.kit.world import World

from . import films
from .lookers import begun

#: A clip this project did not make.
GIVEN = Path(__file__).parents[3] / "shared/data/videos"


def agreed(page: Page) -> None:
    """Through the consent to the film."""
    page.goto("/mood/consent/")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="同意这一次").click()
    page.get_by_role("link", name="去录像").click()


def all_taken() -> list[Turn]:
    """Every place of this machine taken by somebody else."""
    here = desk()
    stubs = [turns.ask(here, uuid4(), uuid4().hex)[0] for _ in range(here.room)]
    begun = [turns.begin(here, stub) for stub in stubs]
    assert {turn.state for turn in begun} == {"go"}
    return begun


def kept(page: Page) -> Any:
    """What the run holds."""
    return page.evaluate("JSON.parse(sessionStorage.getItem('mood:run'))")


@pytest.mark.row("000-13")
def test_without_a_camera_a_clip_is_chosen(
    opened: World,
    visits: Visits,
    tmp_path: Path,
) -> None:
    page = visits.page(opened.hats["a1x-asker"])
    page.goto("/mood/film/")
    expect(page.get_by_role("link", name="去看同意书")).to_be_visible()
    agreed(page)
    page.get_by_role("button", name="打开相机").click()
    expect(page.get_by_role("alert")).to_contain_text("可以选一段拍好的视频")
    (tmp_path / "long.mp4").write_bytes(films.film(10))
    page.set_input_files("#film-pick", tmp_path / "long.mp4")
    expect(page.get_by_text("现在只在这部手机上")).to_be_visible()
    expect(page.locator("[data-facts]")).to_have_text("10 秒，0.4 MB")
    others = all_taken()
    page.get_by_role("button", name="送去看").click()
    expect(page.get_by_text("你排在第 1 位，大约 1 分钟")).to_be_visible()
    for turn in others:
        turn.end(done=True, seconds=4.0)
    page.wait_for_url("**/mood/questions/", timeout=60_000)
    film = kept(page)["film"]
    assert film["assessable"] and film["events"], film
    page.goto("/mood/film/")
    page.set_input_files("#film-pick", tmp_path / "long.mp4")
    page.get_by_role("button", name="送去看").click()
    expect(page.get_by_text("上次同意已经用掉了")).to_be_visible()


@pytest.mark.row("000-13")
def test_the_picture_in_the_camera_is_judged_on_the_phone(
    opened: World,
    visits: Visits,
) -> None:
    page = visits.page(opened.hats["a1x-asker"])
    agreed(page)

    def told(face: int, around: int, shift: int = 0) -> Any:
        """What is said of an oval of one grey on another, and of a picture that moved."""
        return page.evaluate(
            """([face, around, shift]) => {
            const dots = (by) => Uint8ClampedArray.from({length: 4 * 48 * 64}, (_, n) => {
              const x = Math.floor(n / 4) % 48 - by, y = Math.floor(n / 192);
              const dx = (x - 24) / 14.4, dy = (y - 29.8) / 19.8;
              return dx * dx + dy * dy <= 1 ? face : around;
            });
            const before = Framing.measured(dots(0), null).greys;
            return Framing.judged(Framing.measured(dots(shift), before));
            }""",
            [face, around, shift],
        )

    assert told(140, 90) == {"light": "ok", "still": "ok"}
    assert told(40, 30)["light"] == "dark"
    assert told(50, 200)["light"] == told(110, 220)["light"] == "behind"
    assert told(252, 120)["light"] == "bright"
    assert told(140, 60, 8)["still"] == "moving"
    assert page.evaluate("[null, 0.2, 0.5, 0.9].map(Framing.placed)") == [
        *("none", "far", "ok", "near")
    ]


STATES = ("consent", "start", "aim", "review", "send", "unseen", "stuck")
SHOW = """([state, size, theme]) => {
  document.documentElement.dataset.size = size;
  document.documentElement.dataset.theme = theme;
  document.querySelectorAll('[data-state], [data-state] [hidden]').forEach((one) => {
    one.hidden = one.hasAttribute('data-state') && one.dataset.state !== state;
  });
}"""


@pytest.mark.deep
@pytest.mark.parametrize(("size", "theme"), [("std", "light"), ("std", "dark"), ("elder", "light")])
def test_every_state_can_be_read(opened: World, visits: Visits, size: str, theme: str) -> None:
    """On the narrowest phone, with everything shown that may be shown at once."""
    page = visits.page(opened.hats["a1x-asker"], viewport=browsing.NARROW, reduced_motion="reduce")
    agreed(page)
    for state in STATES:
        page.evaluate(SHOW, [state, size, theme])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, state
        assert Axe().run(page).response["violations"] == [], state


def motion_jpeg(film: bytes) -> bytes:
    """A film as Chromium's camera of files reads it: one JPEG after the other."""
    out = []
    with av.open(io.BytesIO(film)) as box:
        for frame in box.decode(video=0):
            held = io.BytesIO()
            frame.to_image().save(held, "JPEG", quality=92)
            out.append(held.getvalue())
    return b"".join(out)


@pytest.fixture
def filmed(tmp_path: Path, browser: Browser, server: live.Running) -> Iterator[Visits]:
    """A browser whose camera shows a made film."""
    (tmp_path / "face.mjpeg").write_bytes(motion_jpeg(films.film(20)))
    camera = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'face.mjpeg'}",
    ]
    found = browser.browser_type.launch(
        executable_path=live.chromium(), args=[*browsing.ARGUMENTS, *camera]
    )
    made = Visits(found, server.url)
    yield made
    made.close()
    found.close()
    assert not made.complaints


def result(page: Page, since: float) -> Locator:
    """Five answers, and the page they end with: a score and its words; the film's part of it."""
    for number in range(1, 6):
        page.locator(f"#q-{WHO5.field(number)} label:has(input[value='3'])").click()
    page.get_by_role("button", name="看结果").click()
    page.wait_for_url("**/mood/result/")
    expect(page.locator(".mood-score[data-scale=who5] [data-score]")).to_have_text("60")
    expect(page.get_by_role("heading", name="心里还算踏实")).to_be_visible()
    assert time.monotonic() - since < 180
    film = page.locator("#mood-film")
    expect(film).to_be_visible()
    return film


@pytest.mark.deep
@pytest.mark.row("000-13")
def test_from_a_clip_to_score_text_and_picture_though_its_child_is_killed_once(
    opened: World, visits: Visits, server: live.Running, tmp_path: Path
) -> None:
    """The given clip where it is, else a made one. Three minutes are enough for all of it."""
    given = sorted(GIVEN.glob("*.mp4")) if GIVEN.exists() else []
    (tmp_path / "clip.mp4").write_bytes(given[0].read_bytes() if given else films.film(15))
    page, since = visits.page(opened.hats["a1x-asker"]), time.monotonic()
    agreed(page)
    page.set_input_files("#film-pick", tmp_path / "clip.mp4")
    page.get_by_role("button", name="送去看").click()
    for pid in begun(server):
        os.kill(pid, signal.SIGKILL)
    expect(page.get_by_text("断了一下，视频还在手机上，正在接着试。")).to_be_visible()
    page.wait_for_url("**/mood/questions/", timeout=120_000)
    seen = kept(page)["film"]
    assert seen["assessable"] and seen["events"], seen
    film = result(page, since)
    expect(film).to_contain_text(f"动了 {len(seen['events'])} 处，眨眼 {len(seen['blinks'])} 次")
    assert film.locator("[data-marks] circle").count() > 0
    assert film.locator("[data-times] *").count() > 0


@pytest.mark.deep
@pytest.mark.row("000-13")
def test_with_a_camera_it_films_breathes_and_sends(
    opened: World,
    filmed: Visits,
) -> None:
    page, since = filmed.page(opened.hats["a1x-asker"], permissions=["camera"]), time.monotonic()
    agreed(page)
    page.get_by_role("button", name="打开相机").click()
    expect(page.get_by_text("光线可以")).to_be_visible()
    page.get_by_role("button", name="开始录 15 秒").click()
    expect(page.get_by_text("吸气")).to_be_visible()
    expect(page.get_by_text("呼气")).to_be_visible(timeout=8000)
    expect(page.get_by_text("录好了，看一眼")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="送去看").click()
    done = page.get_by_text("这段没法看")
    over = page.locator("#mood-ask, [data-state=unseen]:not([hidden])")
    expect(over).to_be_visible(timeout=120_000)
    film = kept(page)["film"]
    # A slow machine drops pictures while it films: then it says so, and nothing else.
    assert film["assessable"] or {r["code"] for r in film["reasons"]} <= {
        *("frame_rate", "frames_missing", "noisy", "compressed")
    }
    if not film["assessable"]:
        expect(done).to_be_visible()
        page.get_by_role("link", name="不录了，只答问题").click()
    part = result(page, since)
    expect(part.locator("[data-good]")).to_be_visible(visible=film["assessable"])
    expect(part.locator("[data-bad]")).to_be_visible(visible=not film["assessable"])
