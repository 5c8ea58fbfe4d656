"""What makes a bundle prove itself, and what checks it: no database, no Django.

`manifest.json` lists every file with its size and SHA-256, the root of their Merkle tree and the
last seal of the audit log; `manifest.sig` signs it with the key the log is sealed with. A zip comes
from anybody: it is read in pieces, never further than it may go, and never unpacked.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from niangjia.kernel.acts.merkle import tree_of

FORMAT = "niangjia-bundle/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
#: More than this is no bundle of ours.
MOST_FILES, MOST_BYTES, MOST_MANIFEST = 500, 2 * 1024**3, 1024**2
PIECE = 64 * 1024
DIRECTORY_END = b"PK\x05\x06"
END_LENGTH = 22
LINK = 0o120000


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a bundle: its number in the index, its name in the zip, and its bytes."""

    no: int
    name: str
    title: str
    size: int
    sha256: str

    def leaf(self) -> bytes:
        """The text that is hashed into the root."""
        return _canonical(asdict(self))


@dataclass(frozen=True, slots=True)
class Stamp:
    """The last seal of the audit log when the bundle was made."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a manifest says besides its files."""

    bundle: str
    case: str
    made: str
    by: str
    purpose: str
    seal: Stamp | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: nothing wrong, or one line for everything that is."""

    files: int
    root: str
    key: str
    case: str
    wrong: tuple[str, ...]


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def root_of(entries: Sequence[Entry]) -> str:
    """The Merkle root of a bundle's files, in the order of the index."""
    return tree_of(one.leaf() for one in entries).root().hex()


def manifest(facts: Facts, entries: Sequence[Entry]) -> bytes:
    """The manifest as it lies in the zip."""
    files = [asdict(one) for one in entries]
    said = {"format": FORMAT, **asdict(facts), "files": files, "root": root_of(entries)}
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()


def sign(words: bytes, key: Ed25519PrivateKey) -> bytes:
    """The signature file of a manifest."""
    public = key.public_key().public_bytes_raw().hex()
    signed = key.sign(sha256(words).digest()).hex()
    return json.dumps({"key": public, "signature": signed}, indent=1).encode()


def check(path: Path, key: str = "") -> Checked:
    """Check a bundle. `key` is the house's public key in hex, as it was told by another way:
    without it the signature shows that nothing was changed since, not who made it."""
    try:
        with zipfile.ZipFile(path) as box:
            return _checked(box, path, key)
    except (zipfile.BadZipFile, OSError, zlib.error, EOFError, NotImplementedError) as broken:
        return Checked(0, "", "", "", (f"not a bundle: {broken}",))
    except RuntimeError as locked:
        return Checked(0, "", "", "", (f"a file is locked: {locked}",))


def _checked(box: zipfile.ZipFile, path: Path, key: str) -> Checked:
    strange = [*_edges(box, path), *_names(box)]
    if strange:
        return Checked(0, "", "", "", tuple(strange))
    try:
        words = _whole(box, MANIFEST)
        said = json.loads(words)
        entries = [Entry(**one) for one in said["files"]]
        root, case = str(said["root"]), str(said["case"])
        good = said["format"] == FORMAT
    except (KeyError, TypeError, ValueError) as wrong:
        return Checked(0, "", "", "", (f"{MANIFEST} cannot be read: {wrong}",))
    signer, unsigned = _signer(box, words, key)
    lines = [] if good else [f"{MANIFEST} is of another format"]
    lines += unsigned
    lines += [] if root_of(entries) == root else ["the root is not that of the files listed"]
    lines += [*_files(box, entries)]
    return Checked(len(entries), root, signer, case, tuple(lines))


def _edges(box: zipfile.ZipFile, path: Path) -> Iterator[str]:
    """A zip that is two things at once: something before its first file or behind its end."""
    with path.open("rb") as source:
        source.seek(-END_LENGTH, 2)
        if source.read(4) != DIRECTORY_END or box.comment:
            yield "something stands behind the end of the zip"
    first = min((one.header_offset for one in box.infolist()), default=0)
    if first != 0:
        yield "something stands before the first file"


def _names(box: zipfile.ZipFile) -> Iterator[str]:
    """Names that mean more than a file in this bundle, and a size that means more than one."""
    found = box.infolist()
    if len(found) > MOST_FILES or sum(one.file_size for one in found) > MOST_BYTES:
        yield "too many files, or too large, for a bundle"
        return
    seen: set[str] = set()
    for one in found:
        if one.filename.casefold() in seen:
            yield f"{one.filename}: twice in the zip"
        seen.add(one.filename.casefold())
        if not _plain(one):
            yield f"{one.filename!r}: not a name of a bundle's file"


def _plain(one: zipfile.ZipInfo) -> bool:
    parts = one.orig_filename.split("/")
    link = (one.external_attr >> 16) & 0o170000 == LINK
    odd = any(char in one.orig_filename for char in "\\:\0")
    steps = any(part in ("", ".", "..") for part in parts)
    return one.orig_filename.isascii() and not (link or odd or steps or one.flag_bits & 1)


def _whole(box: zipfile.ZipFile, name: str) -> bytes:
    with box.open(name) as source:
        words = source.read(MOST_MANIFEST + 1)
    if len(words) > MOST_MANIFEST:
        raise ValueError("too long")
    return words


def _signer(box: zipfile.ZipFile, words: bytes, key: str) -> tuple[str, list[str]]:
    """Whose key signed the manifest, and what is wrong with that."""
    try:
        said: Mapping[str, str] = json.loads(_whole(box, SIGNATURE))
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["key"]))
        public.verify(bytes.fromhex(said["signature"]), sha256(words).digest())
    except KeyError:
        return "", ["the signature is missing"]
    except (InvalidSignature, ValueError, TypeError, AttributeError):
        return "", [f"{MANIFEST} is not what was signed"]
    if key and said["key"].lower() != key.strip().lower():
        return said["key"], ["signed with another key than the house's"]
    return said["key"], []


def _files(box: zipfile.ZipFile, entries: Sequence[Entry]) -> Iterator[str]:
    held = {one.filename for one in box.infolist()} - {MANIFEST, SIGNATURE}
    listed = [one.name for one in entries]
    for name in sorted({one for one in listed if listed.count(one) > 1}):
        yield f"{name}: listed twice"
    for name in sorted(held - set(listed)):
        yield f"{name}: not listed, somebody added it"
    for one in entries:
        if one.name not in held:
            yield f"{one.name}: missing"
        elif wrong := _unlike(box, one):
            yield f"{one.name}: {wrong}"


def _unlike(box: zipfile.ZipFile, one: Entry) -> str:
    """Read one file in pieces, never further than it may be long."""
    mark, size = sha256(), 0
    try:
        with box.open(one.name) as source:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > one.size:
                    return "longer than listed"
                mark.update(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError) as broken:
        return f"damaged ({broken})"
    if size != one.size:
        return "shorter than listed"
    return "" if mark.hexdigest() == one.sha256 else "changed"
