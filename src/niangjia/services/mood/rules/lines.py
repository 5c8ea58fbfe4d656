"""Telephone lines for whoever needs a person now."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

#: 12356: the country's line for psychological help since 1 May 2025, 18 hours a day or more
#: (国家卫生健康委, 25 December 2024); 120 and 110 as everywhere. (number, name, when)
LINES: tuple[tuple[str, str, str], ...] = (
    ("12356", noop("心理援助热线"), noop("全国统一，每天至少 18 小时有人接，不用报名字")),
    ("120", noop("急救"), noop("已经受伤、吃了药，马上打")),
    ("110", noop("报警"), noop("自己或别人眼下有危险，马上打")),
)
