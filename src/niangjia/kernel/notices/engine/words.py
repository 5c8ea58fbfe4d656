"""What stands on a phone that lies on a table: never the matter, only that there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from niangjia.kernel.base.kept import Kept
from niangjia.kernel.notices.models import Wording
from niangjia.kernel.people import switches

FIELDS = ("sign", "sms", "subject", "mail", "wechat_template", "wechat_field")
#: The house's own name, where no union gave one.
HOUSE = noop("娘家")
#: Name of the text field in most of WeChat's templates.
WECHAT_FIELD = "thing1"


@dataclass(frozen=True, slots=True)
class Words:
    """The signature and words in force at one place; empty words are the house's own."""

    sign: str = ""
    sms: str = ""
    subject: str = ""
    mail: str = ""
    wechat_template: str = ""
    wechat_field: str = ""
    brand: str = ""

    @property
    def name(self) -> str:
        """Who speaks."""
        return self.sign or self.brand or _(HOUSE)


_kept: Kept[Words] = Kept()


def at(path: str) -> Words:
    """What holds at a place: the nearest union's own, each field by itself."""
    return _kept.get(path, lambda: _read(path))


def forget() -> None:
    """Drop what this process keeps; called after a change."""
    _kept.forget()


def _read(path: str) -> Words:
    found: dict[str, Any] = {}
    rows = Wording.objects.filter(org_path__in=switches.prefixes(path)).order_by("org_path")
    for row in rows:
        found |= {name: value for name in FIELDS if (value := getattr(row, name))}
    return Words(**found, brand=switches.at(path).brand)


def link() -> str:
    """Where a message leads: the inbox, and nothing that tells which matter."""
    return f"{settings.NIANGJIA_SITE_URL}{reverse('messages')}"


def short(words: Words, count: int) -> str:
    """The line of a text message or WeChat, without signature and link."""
    if words.sms:
        return words.sms
    sentence = ngettext("你在%(name)s有 %(n)d 条新消息", "你在%(name)s有 %(n)d 条新消息", count)
    return sentence % {"name": words.name, "n": count}


def sms(words: Words, count: int) -> str:
    """A whole text message: 【临江总工会】你在临江总工会有 1 条新消息：https://…"""
    return _("【%(name)s】%(line)s：%(link)s") % {
        "name": words.name,
        "line": short(words, count),
        "link": link(),
    }


def subject(words: Words, count: int) -> str:
    """The subject of an e-mail."""
    return words.subject or short(words, count)


def mail(words: Words, count: int) -> str:
    """The text of an e-mail."""
    line = words.mail or _("你好，%(line)s。点开就能看：") % {"line": short(words, count)}
    quiet = _("不想再收到邮件，可以在“我的 · 消息怎么送”里关掉。")
    return f"{line}\n\n{link()}\n\n{quiet}\n\n{words.name}"


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text."""

    subject: str
    text: str


def proof(link: str) -> Letter:
    """The e-mail that shows whether an address is somebody's own."""
    text = _("有人（应该就是你）想用这个邮箱收%(name)s的消息。是你的话，登录后点开这个链接：")
    stop = _("不是你，不用理会，什么也不会发生。链接一天内有效。")
    said = text % {"name": _(HOUSE)}
    return Letter(_("确认你的邮箱"), f"{said}\n\n{link}\n\n{stop}")
