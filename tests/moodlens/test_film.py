"""Films from strangers: times are those of presentation, and nothing hostile gets through."""

from __future__ import annotations

import gc
import io
import time
from pathlib import Path

import numpy as np
import pytest
from av.video.frame import VideoFrame

from moodlens import analyse
from moodlens.film.coarse import blocks, floor, steps
from moodlens.film.reel import Reel
from moodlens.records import Limits, Unusable
from moodlens.weights import SHA256, Tampered, weights

from .clips import encodes, plain, turned


def reel(film: bytes, **limits: float) -> Reel:
    return Reel(io.BytesIO(film), Limits(**limits))  # type: ignore[arg-type]


def named(film: bytes, **limits: float) -> str:
    """Why a film is refused."""
    answer = analyse(io.BytesIO(film), limits=Limits(**limits))  # type: ignore[arg-type]
    assert not answer.assessable
    assert not answer.events
    return answer.reasons[0].code


def test_times_are_those_of_presentation() -> None:
    times = [0, 20, 40, 80, 95, 120, 200]
    found = [picture.at for picture in reel(plain(7, times=times)).pictures()]
    assert found == pytest.approx([at / 600 for at in times], abs=0.002)


def test_a_hundred_and_twenty_a_second_are_thinned_to_sixty() -> None:
    pictures = list(reel(plain(60, fps=120)).pictures())
    assert [picture.thinned for picture in pictures[:4]] == [False, True, False, True]


@pytest.mark.parametrize("quarter", [0, 1, 2, 3])
def test_pictures_stand_upright_as_the_telephone_says(quarter: int) -> None:
    film = plain(2)
    (upright, *_), (found, *_) = (
        [picture.luma for picture in reel(one).pictures()] for one in (film, turned(film, quarter))
    )
    wanted = np.rot90(upright, -quarter)
    assert found.shape == wanted.shape
    assert np.abs(found.astype(int) - wanted).max() <= 1


@pytest.mark.parametrize("codec", ["libx265", "libvpx", "libvpx-vp9"])
def test_what_other_telephones_write_is_decoded(codec: str) -> None:
    """HEVC, and what browsers record: the same pictures; and how few bits they took is known."""
    if not encodes(codec):
        pytest.skip(f"no {codec} here to write a film with")
    kind = "webm" if "vpx" in codec else "mp4"
    films = plain(20), plain(20, codec=codec, kind=kind)
    mine, theirs = (list(reel(film).pictures()) for film in films)
    assert [one.at for one in theirs] == pytest.approx([one.at for one in mine], abs=0.002)
    pairs = zip(mine, theirs, strict=True)
    assert max(np.abs(a.luma.astype(int) - b.luma).mean() for a, b in pairs) < 6
    assert sum(one.thin or 0.0 for one in theirs) > 0
    assert all(one.thin is None for one in mine)


def test_blocks_are_seen_wherever_their_edges_lie() -> None:
    luck = np.random.default_rng(1)
    smooth = np.cumsum(luck.normal(0, 1, (160, 160)), axis=1)
    smooth = np.clip(smooth + 128, 0, 255).astype(np.uint8)
    tiles = np.kron(luck.integers(100, 110, (20, 20)), np.ones((8, 8))).astype(np.uint8)
    assert blocks([steps(smooth)]) < 1.3 < blocks([steps(smooth // 2 + tiles)])
    assert blocks([steps((smooth // 2 + tiles)[:, 3:])]) > 1.3
    assert blocks([]) == 0.0


@pytest.mark.parametrize(
    ("decoder", "there"),
    [("vp8", True), ("libvpx-vp9", True), ("libdav1d", True), ("hevc", True), ("h264", False)],
)
def test_codecs_judged_by_their_bits(decoder: str, there: bool) -> None:
    assert (floor(decoder) > 0) == there


def test_avi_is_for_collections_only() -> None:
    film = plain(20, codec="mpeg4", kind="avi")
    assert named(film) == "unreadable"
    assert len(list(reel(film, avi=True).pictures())) == 20
    counted = [one.at for one in reel(film, avi=True, rate=200.0).pictures()]
    assert counted[-1] == pytest.approx(19 / 200)


def test_the_coarseness_of_h264_is_read() -> None:
    (first, *_) = reel(plain(3)).pictures()
    assert first.coarse is not None
    assert 0 <= first.coarse <= 51


def test_pictures_are_not_kept_by_one_another() -> None:
    film = plain(40)
    gc.collect()
    gc.disable()
    try:
        for _picture in reel(film).pictures():
            pass
        alive = sum(type(one) is VideoFrame for one in gc.get_objects())
    finally:
        gc.enable()
    assert alive <= 2


@pytest.mark.parametrize(
    ("film", "code"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "unreadable"),
        (b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "unreadable"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "unreadable"),
        (
            b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0",
            "unreadable",
        ),
    ],
)
def test_what_is_no_film_is_refused_by_name(film: bytes, code: str) -> None:
    assert named(film) == code


def test_limits_are_kept_without_reading_on() -> None:
    film = plain(90)
    assert named(film, bytes=1000) == "too_many_bytes"
    assert named(film, pixels=1000) == "too_many_pixels"
    assert named(film, pixels=64 * 48) == named(film)
    assert named(plain(90, size=(72, 96)), pixels=72 * 96) == named(film)
    assert named(film, frames=20) == "too_many_frames"
    assert named(film, longest=1.0) == "too_long"
    assert named(film, seconds=0.0) == "too_slow"
    assert named(film) == "too_short"


def test_a_film_with_minutes_between_two_pictures_is_too_long() -> None:
    assert named(plain(3, times=[0, 20, 600 * 300])) == "too_long"


def mutants(film: bytes, count: int, seed: int) -> list[bytes]:
    """The film with bytes changed, cut, doubled."""
    luck, out = np.random.default_rng(seed), []
    for _ in range(count):
        one = bytearray(film)
        for _ in range(int(luck.integers(1, 40))):
            one[int(luck.integers(len(one)))] = int(luck.integers(256))
        if luck.random() < 0.3:
            cut = int(luck.integers(1, len(one)))
            one = one[:cut] + one[cut // 2 : cut]
        out.append(bytes(one))
    return out


def survived(film: bytes, count: int, seed: int) -> None:
    for one in mutants(film, count, seed):
        start = time.monotonic()
        assert named(one, seconds=5.0)
        assert time.monotonic() - start < 10


def test_damaged_films_are_refused_by_name() -> None:
    survived(plain(20), 60, 1)


@pytest.mark.deep
def test_many_damaged_films_are_refused_by_name() -> None:
    survived(plain(30), 3000, 2)
    survived(plain(12, size=(320, 240)), 1000, 3)


def test_a_missing_file_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        analyse(tmp_path / "none.mp4")


def test_weights_that_differ_are_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "face_landmark.tflite"
    weights.cache_clear()
    monkeypatch.setitem(SHA256, name, "0" * 64)
    with pytest.raises(Tampered, match=name):
        weights(name)


def test_reading_does_not_run_past_the_end_of_a_broken_reel() -> None:
    film = plain(40)
    with pytest.raises(Unusable):
        list(reel(film[: len(film) // 3]).pictures())
