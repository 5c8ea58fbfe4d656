"""The pages of docs/rooms say what the manifests say."""

from __future__ import annotations

from tests.house.rooms import FOLDER, pages


def test_room_pages_are_fresh() -> None:
    stale = [
        name
        for name, text in pages().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "python -m tests.house.rooms"


def test_no_page_without_a_room() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} - set(pages()) == {"README.md"}
