"""A bundle proves itself: whatever is changed, lost, added or disguised is said, a line each."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from niangjia.kernel.bundles import proof
from niangjia.kernel.bundles.proof import Entry, Facts, Stamp
from niangjia.run import offline

KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
PUBLIC = KEY.public_key().public_bytes_raw().hex()
FACTS = Facts("b1", "LJ-1", "2026-11-20 10:00", "本人", "法律援助", Stamp(7, "a" * 64))
FILES = {
    "documents/01.pdf": b"%PDF what was said",
    "documents/02.csv": "时间,说了什么".encode(),
    "evidence/03.jpg": b"\xff\xd8" + bytes(200_000),
}


def entries(files: dict[str, bytes] = FILES) -> list[Entry]:
    return [
        Entry(no, name, f"第{no}样", len(data), sha256(data).hexdigest())
        for no, (name, data) in enumerate(files.items(), 1)
    ]


def written(path: Path, files: dict[str, bytes] | None = None, words: bytes | None = None) -> Path:
    """A bundle with these files, whatever its manifest says."""
    words = words or proof.manifest(FACTS, entries())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in (files or FILES).items():
            box.writestr(name, data)
        box.writestr(proof.MANIFEST, words)
        box.writestr(proof.SIGNATURE, proof.sign(words, KEY))
    return path


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "b.zip"


def test_a_bundle_as_it_was_made_is_good(there: Path) -> None:
    found = proof.check(written(there), PUBLIC)
    assert found.wrong == ()
    assert (found.files, found.case, found.key) == (3, "LJ-1", PUBLIC)
    assert found.root == proof.root_of(entries())


def without(name: str) -> dict[str, bytes]:
    return {key: data for key, data in FILES.items() if key != name}


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({**FILES, "documents/01.pdf": b"%PDF what was sAid"}, "documents/01.pdf: changed"),
        ({**FILES, "documents/01.pdf": b"%PDF"}, "documents/01.pdf: shorter than listed"),
        ({**FILES, "evidence/03.jpg": bytes(300_000)}, "evidence/03.jpg: longer than listed"),
        (without("evidence/03.jpg"), "evidence/03.jpg: missing"),
        ({**FILES, "evidence/04.jpg": b"x"}, "evidence/04.jpg: not listed, somebody added it"),
        (
            {**without("documents/02.csv"), "documents/2.csv": FILES["documents/02.csv"]},
            "documents/02.csv: missing",
        ),
        ({**FILES, "../../etc/cron.d/x": b"x"}, "'../../etc/cron.d/x': not a name"),
        ({**FILES, "/etc/passwd": b"x"}, "'/etc/passwd': not a name"),
        ({**FILES, "C:\\x.pdf": b"x"}, "not a name"),
        ({**FILES, "documents/./01.pdf": b"x"}, "not a name"),
        ({**FILES, "DOCUMENTS/01.pdf": b"x"}, "twice in the zip"),
        ({**FILES, "documents/目录.pdf": b"x"}, "not a name"),
    ],
)
def test_every_change_is_said(there: Path, files: dict[str, bytes], line: str) -> None:
    found = proof.check(written(there, files), PUBLIC)
    assert any(line in words for words in found.wrong), found.wrong


def test_one_byte_anywhere_in_the_zip_is_noticed(there: Path) -> None:
    whole = written(there).read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        broken = bytearray(whole)
        broken[at] ^= 0x41
        there.write_bytes(bytes(broken))
        found = proof.check(there, PUBLIC)
        same = not found.wrong and _same_files(there)
        assert found.wrong or same, f"byte {at}"


def _same_files(there: Path) -> bool:
    """Bits that mean nothing, such as a day in a header, may differ: the files may not."""
    with zipfile.ZipFile(there) as box:
        return {name: box.read(name) for name in FILES} == FILES


def test_a_name_twice_is_refused(there: Path) -> None:
    written(there)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(there, "a") as box,
    ):
        box.writestr("documents/01.pdf", b"another")
    found = proof.check(there, PUBLIC)
    assert found.wrong == ("documents/01.pdf: twice in the zip",)


def test_a_bomb_is_refused_unread(there: Path) -> None:
    bomb = {**FILES, "evidence/03.jpg": bytes(64 * 1024 * 1024)}
    found = proof.check(written(there, bomb), PUBLIC)
    assert found.wrong == ("evidence/03.jpg: longer than listed",)


def test_a_bomb_that_says_it_is_huge_is_refused(
    there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "MOST_BYTES", 100_000)
    assert proof.check(written(there), PUBLIC).wrong == (
        "too many files, or too large, for a bundle",
    )


def test_a_manifest_that_never_ends_is_refused(
    there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(there)
    monkeypatch.setattr(proof, "MOST_MANIFEST", 100)
    assert "too long" in proof.check(there, PUBLIC).wrong[0]


def test_a_link_is_no_file(there: Path) -> None:
    written(there)
    info = zipfile.ZipInfo("evidence/05.jpg")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(there, "a") as box:
        box.writestr(info, "/etc/passwd")
    assert "not a name" in proof.check(there, PUBLIC).wrong[0]


def test_two_zips_in_one_are_refused(there: Path) -> None:
    whole = written(there).read_bytes()
    there.write_bytes(b"#!/bin/sh\n" + whole)
    assert "before the first file" in proof.check(there, PUBLIC).wrong[0]
    there.write_bytes(whole + b"more")
    assert "behind the end" in proof.check(there, PUBLIC).wrong[0]


def test_somebody_elses_signature_is_not_the_house_s(there: Path) -> None:
    mallory = Ed25519PrivateKey.from_private_bytes(b"8" * 32)
    changed = {**FILES, "documents/01.pdf": b"%PDF something else"}
    words = proof.manifest(FACTS, entries(changed))
    with zipfile.ZipFile(there, "w") as box:
        for name, data in changed.items():
            box.writestr(name, data)
        box.writestr(proof.MANIFEST, words)
        box.writestr(proof.SIGNATURE, proof.sign(words, mallory))
    assert proof.check(there, PUBLIC).wrong == ("signed with another key than the house's",)
    assert proof.check(there).wrong == (), "without the key it only proves itself whole"


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda said: said["files"][0].update(title="别的"), "not what was signed"),
        (lambda said: said.update(root="0" * 64), "not what was signed"),
        (lambda said: said.update(case="LJ-2"), "not what was signed"),
        (lambda said: said.update(format="other/1"), "another format"),
        (lambda said: said.pop("files"), "cannot be read"),
        (lambda said: said["files"].append({"no": 9}), "cannot be read"),
        (lambda said: said["files"].reverse(), "the root is not that of the files listed"),
    ],
)
def test_the_manifest_is_what_was_signed(
    there: Path, change: Callable[[dict[str, object]], object], line: str
) -> None:
    said = json.loads(proof.manifest(FACTS, entries()))
    change(said)
    words = json.dumps(said).encode()
    signature = proof.sign(proof.manifest(FACTS, entries()), KEY)
    with zipfile.ZipFile(there, "w") as box:
        for name, data in FILES.items():
            box.writestr(name, data)
        box.writestr(proof.MANIFEST, words)
        box.writestr(proof.SIGNATURE, signature)
    assert any(line in one for one in proof.check(there, PUBLIC).wrong)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip at all" * 50])
def test_whatever_is_no_zip_is_said_plainly(there: Path, data: bytes) -> None:
    there.write_bytes(data)
    assert proof.check(there).wrong[0].startswith("not a bundle")


def test_a_missing_signature_is_said(there: Path) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as inside:
        inside.writestr(proof.MANIFEST, proof.manifest(FACTS, []))
    there.write_bytes(box.getvalue())
    assert proof.check(there).wrong == ("the signature is missing",)


def test_the_command_says_so_by_its_exit_code(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["bundle", "verify", str(written(there)), "--key", PUBLIC]
    assert offline.knows(words) and offline.run(words) == 0
    assert "3 files of LJ-1" in capsys.readouterr().out
    written(there, {**FILES, "documents/02.csv": b"x"})
    assert offline.run(words) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == ["documents/02.csv: shorter than listed", "NOT the bundle that was made"]
    assert offline.run(["bundle", "verify", str(there.with_name("none.zip"))]) == 2
