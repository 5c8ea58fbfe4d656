"""The keys of a desk, in one list: what they are pressed for, what the help says, what the script
does. A key does nothing while somebody types, and all of them can be switched off (WCAG 2.1.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as noop


@dataclass(frozen=True, slots=True)
class Key:
    """A key, or two pressed one after the other; `does` is a word of `desk.js`, or an address."""

    press: str
    says: str
    does: str
    shown: str = ""


KEYS = (
    Key("j", noop("下一条"), "next"),
    Key("k", noop("上一条"), "previous"),
    Key("o", noop("打开这一条"), "open"),
    Key("x", noop("勾上、去掉勾"), "tick"),
    Key("a", noop("受理"), "use accept"),
    Key("r", noop("写回复"), "use reply"),
    Key("n", noop("写内部备注"), "use note"),
    Key("f", noop("转给别的工会"), "use forward"),
    Key("/", noop("搜索"), "use find"),
    Key("g i", noop("去待办"), "feedback_desk:inbox"),
    Key("g v", noop("去存下的筛选"), "feedback_desk:views"),
    Key("g c", noop("去常用语"), "feedback_desk:canned"),
    Key("g m", noop("去消息"), "messages"),
    Key("?", noop("看有哪些按键"), "help"),
)
#: Keys of the browser itself that the help names too.
ALSO = (("Esc", noop("离开输入框、关上这张表")), ("Shift", noop("按着点第二个勾，中间的都勾上")))
