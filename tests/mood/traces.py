"""Where a film would lie, if it lay anywhere: files, the database, its log, the web's own log."""

from __future__ import annotations

import base64
import io
import os
import secrets
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import av

from tests.kit import cluster, database, live

TEMPORARY = Path(tempfile.gettempdir())
#: A file that is read for marks is read in pieces of this many bytes.
PIECE = 1 << 24


def new_mark() -> bytes:
    """Letters a log writes as they are, and nothing else in the world has."""
    return b"canary" + secrets.token_hex(12).encode()


def shapes(mark: bytes) -> list[bytes]:
    """The mark as it is, in hex, and in base64 wherever in a group of three it begins."""
    coded = [base64.b64encode(b"x" * n + mark)[4:-4] for n in range(3)]
    return [mark, mark.hex().encode(), *coded]


def needles(film: bytes, mark: bytes) -> list[bytes]:
    """The mark, pieces of the coded film, and pieces of a decoded picture."""
    coded = [film[at : at + 48] for at in range(2000, len(film) // 2, len(film) // 12)]
    found = [*shapes(mark), *coded, *_pictures(film)]
    assert len(found) > 12
    return found


def _pictures(film: bytes) -> Iterator[bytes]:
    """Bytes of a decoded picture that nothing else has by chance."""
    with av.open(io.BytesIO(film)) as box:
        frame = next(box.decode(video=0))
    rows = frame.to_ndarray(format="gray8")
    for row in rows[40:400:60]:
        window = row[60:124].tobytes()
        if len(set(window)) > 30:
            yield window


def left(start: float, wanted: list[bytes], mark: bytes, server: live.Running) -> dict[str, object]:
    """Everything of a film that is somewhere; that the search finds what there is, is tried too."""
    found: dict[str, object] = {
        str(path): seen
        for path in written_since(start, everywhere())
        if (seen := found_in(path, wanted))
    }
    if seen := [one for one in wanted if one in server.raw()]:
        found["log"] = seen
    if rows := in_rows(mark):
        found["rows"] = rows
    assert _seen_where_it_is(wanted)
    _seen_in_the_log(server)
    return found


def written_since(start: float, roots: list[Path]) -> Iterator[Path]:
    """Files that changed since then, whoever wrote them."""
    for root in roots:
        for folder, inner, names in os.walk(root):
            if root == TEMPORARY and len(Path(folder).relative_to(root).parts) == 2:
                inner.clear()  # nobody hides a film that deep, and other people's trees are large
            for name in names:
                path = Path(folder, name)
                with suppress(OSError):
                    status = path.lstat()
                    if status.st_mtime >= start and path.is_file() and not path.is_symlink():
                        yield path


def found_in(path: Path, wanted: list[bytes]) -> list[bytes]:
    """Which of them a file holds; a file that went away meanwhile holds none."""
    found: set[bytes] = set()
    keep = max(map(len, wanted)) - 1
    try:
        with path.open("rb") as file:
            held = b""
            while piece := file.read(PIECE):
                held = held[-keep:] + piece
                found |= {one for one in wanted if one in held}
    except OSError:
        return []
    return sorted(found)


def everywhere() -> list[Path]:
    """The data directory, the database's with its log of writes, and what is temporary."""
    with cluster.as_super() as link:
        link.execute("CHECKPOINT")
        row = link.execute("SHOW data_directory").fetchone()
    assert row
    return [Path(os.environ["NIANGJIA_DATA"]), Path(row[0]), TEMPORARY]


def in_rows(mark: bytes) -> list[str]:
    """Tables with a row that says it: what the database packed, its files do not show."""
    wanted = [f"%{one.decode()}%" for one in shapes(mark)]
    with cluster.as_super(database.clone_name()) as link:
        tables = link.execute(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r'"
            " AND c.relnamespace NOT IN ('pg_catalog'::regnamespace,"
            " 'information_schema'::regnamespace)"
        ).fetchall()
        assert len(tables) > 50
        asked = "SELECT EXISTS (SELECT 1 FROM {} t WHERE t::text LIKE ANY(%s))"
        said = [(name, link.execute(asked.format(name), [wanted]).fetchone()) for (name,) in tables]
    return [name for name, row in said if row and row[0]]


def _seen_where_it_is(wanted: list[bytes]) -> bool:
    """A file with the mark is one; and so is a row, packed or in hex."""
    start, other = time.time() - 1, new_mark()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "left").write_bytes(b"x" * 1000 + wanted[0] + wanted[-1])
        found = [found_in(path, wanted) for path in written_since(start, [Path(folder)])]
    with cluster.as_super(database.clone_name()) as link:
        link.execute("CREATE TABLE sec.control (words text, bytes bytea)")
        try:
            many = other * 4000
            link.execute("INSERT INTO sec.control VALUES (%s, NULL)", [many.decode()])
            assert in_rows(other) == ["sec.control"]
            link.execute("UPDATE sec.control SET words = NULL, bytes = %s", [many])
            assert in_rows(other) == ["sec.control"]
        finally:
            link.execute("DROP TABLE sec.control")
    return found == [sorted({wanted[0], wanted[-1]})]


def _seen_in_the_log(server: live.Running) -> None:
    """A name of a host that is not ours is said in the web's log; with a mark in it it is found."""
    other = new_mark()
    asked = urllib.request.Request(server.url, headers={"Host": f"{other.decode()}.example"})
    with suppress(urllib.error.HTTPError):
        urllib.request.urlopen(asked, timeout=10).close()
    until = time.monotonic() + 10
    while other not in server.raw():
        assert time.monotonic() < until, server.said()[-2000:]
        time.sleep(0.05)
