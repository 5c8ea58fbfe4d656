"""Why a film was not looked at, where it is not the film's own doing (that is `moodlens.words`)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

CAMERA = noop("请用手机自带的相机拍，15 秒左右，分辨率选 1080p 或更低。")
#: Code -> what is wrong, how to go on.
REASONS: dict[str, tuple[str, str]] = {
    "empty": (noop("文件是空的。"), CAMERA),
    "too_many_bytes": (noop("视频太大，超过了 64 MB。"), CAMERA),
    "too_heavy": (noop("这段视频太大，没能看完。"), CAMERA),
    "too_slow": (noop("看这段视频要太久，没能看完。"), CAMERA),
    "broken": (noop("视频文件已损坏。"), CAMERA),
    "unlocked": (
        noop("这里的机器现在看不了录像。"),
        noop("不用再录。只答问题，一样有分数。"),
    ),
    "failed": (noop("这段视频试了三次都没能看完。"), CAMERA),
}


def refusal(code: str) -> dict[str, Any]:
    """An answer in the shape of moodlens': not assessable, for this one reason."""
    what, again = REASONS[code]
    reason = {"code": code, "measured": None, "limit": None, "what": _(what), "again": _(again)}
    return {"assessable": False, "reasons": [reason], "events": [], "blinks": []}
