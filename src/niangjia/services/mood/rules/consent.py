"""The separate consent to one film, and its receipt. The house keeps neither.

个人信息保护法 art. 28, 29, 30, 55; 人脸识别技术应用安全管理办法 (in force 2025-06-01).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_noop as noop

#: Changes with every word below; the receipt names it.
VERSION = "2026-11-20"
#: How long one consent opens the way to one film.
LASTS = timedelta(minutes=30)
POINTS: tuple[tuple[str, str], ...] = (
    (noop("录什么"), noop("你自己的脸，10 到 20 秒，不录声音。录之前、录的时候随时可以停。")),
    (
        noop("送到哪里"),
        noop(
            "送到工会平台的服务器，只在内存里看，看完就丢；不写进硬盘，不写进数据库，不写进日志。"
        ),
    ),
    (
        noop("看什么"),
        noop("哪一处皮肤动了一下、什么时候、动了多少。看不出心情，更看不出病、谎话和压力。"),
    ),
    (noop("谁看得到"), noop("只有你，只在这部手机上。公司、工会、平台的人都没有地方可看。")),
    (noop("不同意会怎样"), noop("什么也不会少。心情分只看五个问题，不录像一样算。")),
    (noop("管多久"), noop("只管这一次。下一次录像，会再问你。")),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was agreed to and when. It names nobody; `token` proves that we wrote it."""

    number: str
    at: datetime
    version: str
    token: str


def receipt(number: str, at: datetime) -> Receipt:
    """Write one. `number` is random: nothing else about the person is in it."""
    held = {"n": number, "at": at.isoformat(timespec="seconds"), "v": VERSION}
    return Receipt(number, at, VERSION, _signer().sign_object(held))


def read(token: str) -> Receipt | None:
    """A receipt of ours, or None."""
    try:
        held: dict[str, Any] = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return Receipt(held["n"], datetime.fromisoformat(held["at"]), held["v"], token)


def agreed(token: str, now: datetime) -> Receipt | None:
    """The receipt, when it is ours, of today's words, and still fresh: then one film may begin.

    That it is used for one film alone is the film's to see to (`number` tells them apart).
    """
    found = read(token)
    fresh = found is not None and timedelta(0) <= now - found.at < LASTS
    return found if found and fresh and found.version == VERSION else None


def _signer() -> Signer:
    return Signer(salt="mood.consent")
