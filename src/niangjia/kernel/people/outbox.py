"""Where nothing carries messages yet they stay on this machine, readable by its operator alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings

from niangjia.kernel.base.clock import now


def keep(name: str, **facts: str) -> None:
    """Add one line to DIR/outbox/NAME.jsonl. Raises OSError."""
    line = json.dumps({"at": now().isoformat(), **facts}, ensure_ascii=False)
    path = _path(name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(line + "\n")


def has(name: str, message_id: str) -> bool:
    """Whether a message was kept before: asked only after a crash."""
    try:
        return f'"id": "{message_id}"' in _path(name).read_text("utf-8")
    except FileNotFoundError:
        return False


def _path(name: str) -> Path:
    folder: Path = settings.NIANGJIA_DATA / "outbox"
    return folder / f"{name}.jsonl"
