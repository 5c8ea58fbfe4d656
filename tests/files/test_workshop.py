"""What comes out of the workshop: whole, small, and without a word of who, where and with what."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from niangjia.kernel.files import rules
from niangjia.kernel.files.engine import asking
from niangjia.kernel.files.engine.asking import BadFile, Remade
from niangjia.kernel.files.engine.workshop.__main__ import BOUNDS
from niangjia.site import settings

from . import samples

MB = 1024 * 1024
MEMORY, SECONDS = 512 * MB, 10.0


def taken(content: bytes) -> tuple[Remade, dict[str, bytes]]:
    """What became of a file, and its parts."""
    made = asking.remade(io.BytesIO(content))
    with made.spool as spool:
        return made, {name: spool.read(size) for name, _media, size in made.parts}


def silent(content: bytes) -> bool:
    """Nothing that came along is left, in any encoding."""
    words = [samples.SECRET.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    marks = (b"Exif\x00", b"eXIf", b"http://ns.adobe.com", *words)
    return not any(mark in content for mark in marks)


@pytest.mark.row("000-21")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_keeps_its_pixels_alone(form: str) -> None:
    before = samples.photo((3000, 2000), form)
    assert not silent(before)
    made, parts = taken(before)
    assert made.kind == "photo"
    assert [media for _name, media, _size in made.parts] == ["image/jpeg", "image/jpeg"]
    whole, thumb = (Image.open(io.BytesIO(parts[name])) for name in ("whole", "thumb"))
    assert whole.size == (2560, 1707)
    assert max(thumb.size) == 480
    assert not dict(whole.getexif()) and not dict(thumb.getexif())
    assert silent(parts["whole"]) and silent(parts["thumb"])


def test_a_photograph_stands_upright() -> None:
    _made, parts = taken(samples.photo((1200, 900), turned=6))
    assert Image.open(io.BytesIO(parts["whole"])).size == (900, 1200)


def test_a_photograph_with_something_behind_it_comes_out_as_a_photograph() -> None:
    _made, parts = taken(samples.photo() + samples.ZIP)
    assert not zipfile.is_zipfile(io.BytesIO(parts["whole"]))


def test_the_name_of_a_file_decides_nothing() -> None:
    made, _parts = taken(samples.photo(form="PNG"))
    assert made.parts[0][1] == "image/jpeg"


def test_a_voice_note_is_encoded_anew_with_its_length() -> None:
    made, parts = taken(samples.voice(12.4))
    assert (made.kind, made.facts, made.parts[0][1]) == ("voice", {"seconds": 12}, "audio/mp4")
    assert len(parts["whole"]) < 12.4 * 32_000 / 8 * 1.3
    again, _ = taken(parts["whole"])
    assert abs(again.facts["seconds"] - 12) <= 1


def test_a_pdf_keeps_its_pages_and_forgets_its_author() -> None:
    made, parts = taken(samples.pdf())
    assert made.facts == {"pages": 1}
    assert not PdfReader(io.BytesIO(parts["whole"])).metadata
    assert silent(parts["whole"])


def test_a_photograph_inside_a_pdf_forgets_where_it_was_taken() -> None:
    before = samples.scanned()
    assert not silent(before)
    _made, parts = taken(before)
    assert silent(parts["whole"])
    assert PdfReader(io.BytesIO(parts["whole"])).pages[0].images[0].image.size == (300, 200)


def test_office_files_forget_who_wrote_them() -> None:
    for before in (samples.sheet(), samples.letter(word__media__a_dot_jpg=samples.photo())):
        _made, parts = taken(before)
        with zipfile.ZipFile(io.BytesIO(parts["whole"])) as box:
            assert box.testzip() is None
            assert all(silent(box.read(name)) for name in box.namelist())
            assert not any(name.startswith("docProps") for name in box.namelist())


def test_a_link_in_a_document_leads_nowhere() -> None:
    link = samples.RELATED.replace("attachedTemplate", "hyperlink")
    _made, parts = taken(samples.letter(word___rels__document_dot_xml_dot_rels=link))
    with zipfile.ZipFile(io.BytesIO(parts["whole"])) as box:
        assert b"evil" not in box.read("word/_rels/document.xml.rels")


def test_a_table_holds_no_formula() -> None:
    _made, parts = taken("姓名,数\n=1+1,@x\n".encode("gb18030"))
    assert parts["whole"].decode("utf-8-sig") == "姓名,数\r\n'=1+1,'@x\r\n"


@pytest.mark.row("000-21")
@pytest.mark.parametrize("name", samples.HOSTILE)
def test_what_is_hostile_or_broken_is_refused_in_words(name: str) -> None:
    given, why = samples.HOSTILE[name]
    content = given if isinstance(given, bytes) else given()
    start = time.monotonic()
    with pytest.raises(BadFile) as refused:
        taken(content)
    assert refused.value.why == why
    assert time.monotonic() - start < SECONDS


#: Runs the workshop from a process that is small itself, and says what it took: (kB, seconds).
SCALE = """
import resource, subprocess, sys, time
start = time.monotonic()
package, form, name = sys.argv[1:]
with open(name, "rb") as source:
    words = [sys.executable, "-I", "-m", package, form]
    subprocess.run(words, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, time.monotonic() - start)
"""
HEAVY = {
    "png bomb": samples.png_bomb,
    "zip bomb": samples.zip_bomb,
    "zip that lies": samples.liar,
    "pdf nested without end": samples.deep_pdf,
    "pdf that inflates": samples.inflating_pdf,
    "a hundred megapixels": lambda: samples.photo((12_000, 9_000)),
    "four minutes of talk": lambda: samples.voice(240),
}


@pytest.mark.row("000-21")
@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_file_costs_little_memory_and_time(name: str, tmp_path: Path) -> None:
    """Less than 512 MB in memory and ten seconds, whether it is taken in the end or not."""
    there = tmp_path / "file"
    there.write_bytes(HEAVY[name]())
    with there.open("rb") as source:
        form, why = rules.sniffed(source.read(rules.HEAD), there.read_bytes()[-rules.TAIL :])
    assert not why
    words = [sys.executable, "-c", SCALE, f"{asking.__package__}.workshop", form, str(there)]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert int(said[0]) * 1024 < MEMORY
    assert float(said[1]) < SECONDS


#: Tried inside the cell: each must fail.
ESCAPES = {
    "a file": "open('/etc/hostname')",
    "a file to write": "os.open('/tmp/x', os.O_CREAT | os.O_WRONLY)",
    "the network": "socket.socket()",
    "another program": "os.execv('/bin/true', ['true'])",
    "a child": "os.fork()",
    "a signal to another": "os.kill(os.getppid(), 15)",
    "a folder": "os.listdir('/')",
}


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
@pytest.mark.parametrize("what", ESCAPES)
def test_nothing_gets_out_of_the_cell(what: str) -> None:
    code = (
        "import os, socket\n"
        "from niangjia.kernel.base import cell\n"
        "cell.limit(cell.Bounds(480 * cell.MB, 8))\nassert cell.shut()\n"
        f"try:\n    {ESCAPES[what]}\nexcept PermissionError:\n    os.write(1, b'held')\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, timeout=20, check=False
    )
    assert done.stdout == b"held", done.stderr


def test_the_cell_has_no_room_for_a_bomb() -> None:
    code = (
        "from niangjia.kernel.base import cell\n"
        "from niangjia.kernel.files.engine.workshop.__main__ import BOUNDS\ncell.limit(BOUNDS)\n"
        "try:\n    bytearray(500 * 1024 * 1024)\nexcept MemoryError:\n    print('held')\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert done.stdout == b"held\n"


def test_whoever_computes_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WALL", 0.05)
    with pytest.raises(BadFile) as refused:
        taken(samples.photo((3000, 2000)))
    assert refused.value.why == "too_heavy"


def test_the_workshop_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment and no folder of ours: the keys are not within its reach."""
    told: dict[str, Any] = {}
    real = subprocess.run

    def watched(*args: Any, **kwargs: Any) -> Any:
        told.update(kwargs)
        return real(*args, **kwargs)

    monkeypatch.setattr(asking.subprocess, "run", watched)
    taken(samples.photo())
    assert told["env"] == {"LANG": "C.UTF-8"}
    assert told["cwd"] == "/" and "NIANGJIA_DATA" in os.environ | {"NIANGJIA_DATA": ""}
    assert str(settings.DATA) not in str(told["env"])
    assert BOUNDS.memory < MEMORY
