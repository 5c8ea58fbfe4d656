"""Who may give which post, what an accent must be, what a name is. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Post, Verdict
from niangjia.kernel.base.wording import in_words as in_words
from niangjia.kernel.base.wording import insist as insist
from niangjia.kernel.base.wording import phrase
from niangjia.ui import accent

#: Posts of a union, of an employer or provider, and the platform's own.
UNION_POSTS = (Post.OFFICER, Post.CHAIR, Post.CALLER)
FIRM_POSTS = (Post.RESPONDER,)
POST_WORDS = {
    Post.WORKER: noop("会员"),
    Post.OFFICER: noop("专职干部"),
    Post.CHAIR: noop("工会主席"),
    Post.CALLER: noop("回访员"),
    Post.RESPONDER: noop("单位经办人"),
    Post.ADMIN: noop("平台管理员"),
}
UNNAMED = noop("这个职务")
POST_HINTS = {
    Post.OFFICER: noop("受理、回复、转办本工会和下级的事"),
    Post.CHAIR: noop("和专职干部一样，另可任命本工会的干部"),
    Post.CALLER: noop("独立回访；不办件"),
    Post.RESPONDER: noop("答复工会转来的事；看不到是谁提的"),
    Post.ADMIN: noop("管单位、人员和开关；看不到任何人的点评"),
}


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives a post: in which capacity, and from where in the tree."""

    post: Post
    path: str


@dataclass(frozen=True, slots=True)
class Where:
    """The organisation a post is at."""

    kind: str
    path: str


def may_appoint(giver: Giver, role: Post, at: Where) -> Verdict:
    """Whether somebody may give a post at an organisation.

    The administrator's post comes from an administrator only, a chair's from above: nobody makes
    an equal of somebody who stands higher.
    """
    if not at.path.startswith(giver.path):
        return Verdict(False, reason=noop("这个单位不在你管的范围里"))
    if role not in posts_at(at.kind):
        here = [POST_WORDS[post] for post in posts_at(at.kind)]
        return Verdict(
            False,
            reason=phrase("%(post)s不在这类单位任职", post=[POST_WORDS.get(role, UNNAMED)]),
            remedy=phrase("可以选：%(posts)s", posts=here),
        )
    if giver.post is Post.ADMIN:
        return Verdict(True)
    return _from_union(giver, role, at)


def _from_union(giver: Giver, role: Post, at: Where) -> Verdict:
    above = at.path != giver.path
    if role is Post.ADMIN:
        return Verdict(False, reason=noop("平台管理员由平台管理员任命"))
    if role is Post.CHAIR and not above:
        return Verdict(False, reason=noop("主席由上一级工会任命"), remedy=noop("请上一级工会来办"))
    return Verdict(True)


def posts_at(kind: str) -> tuple[Post, ...]:
    """Posts that exist at a kind of organisation."""
    return (*UNION_POSTS, Post.ADMIN) if kind == "union" else FIRM_POSTS


def may_end(giver: Giver, role: Post, at: Where) -> Verdict:
    """Whether somebody may end a post: whoever could give it."""
    return may_appoint(giver, role, at)


def dates_in_order(since: date, until: date | None) -> Verdict:
    """A post ends on the day it begins or later."""
    if until is None or since <= until:
        return Verdict(True)
    return Verdict(False, reason=noop("结束那天要在开始之后"))


def may_move(path: str, root: str, parent_path: str, parent_root: str) -> Verdict:
    """Whether a subtree may hang elsewhere: inside the same operating union, not below itself."""
    if path == root:
        return Verdict(
            False, reason=noop("省、市、区（县）总工会的位置由行政区划代码决定，不能移动")
        )
    if parent_root != root:
        return Verdict(
            False,
            reason=noop("不能移到别的区（县）去：那边的办件和会籍要重新建立"),
            remedy=noop("请在那边新建单位，再办会籍转移"),
        )
    if parent_path.startswith(path):
        return Verdict(False, reason=noop("不能移到自己或自己的下级里面"))
    return Verdict(True)


#: WCAG 2.2 AA, 1.4.3: what white words on the accent must reach.
ENOUGH = 4.5
HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def accent_fits(text: str) -> Verdict:
    """Whether white words can be read on the colour; if not, the nearest darker one that passes."""
    if not HEX.fullmatch(text):
        return Verdict(False, clause="accent", reason=noop("颜色写成 #RRGGBB，例如 #B3261E"))
    near = _nearest(accent.parse(text))
    if near == text.upper():
        return Verdict(True)
    return Verdict(
        False,
        clause="WCAG 2.2 1.4.3",
        reason=noop("这个颜色太浅，白字看不清"),
        remedy=phrase("最接近的合适颜色：%(colour)s", colour=near),
        facts={"nearest": near},
    )


def _nearest(colour: accent.Colour) -> str:
    """The colour with just as much black as white words need."""
    steps = (accent.mixed(colour, accent.BLACK, step / 200) for step in range(201))
    return next(
        accent.written(step) for step in steps if accent.contrast(step, accent.WHITE) >= ENOUGH
    )
