"""Template messages of a WeChat official account.

WeChat calls: `/cgi-bin/stable_token` for the token, `/cgi-bin/message/template/send` for a message,
whose `client_msg_id` is not delivered twice within ten minutes. An answer is status 200 with an
`errcode` inside.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from niangjia.kernel.base.posting import Answer, Reply, get, post
from niangjia.kernel.people import outbox
from niangjia.kernel.people.door import Addresses

from . import words
from .adapters import Message

log = logging.getLogger("niangjia.notices")

JSON = {"Content-Type": "application/json"}
#: The token is no longer good: fetch another and ask once more.
STALE_TOKEN = frozenset({40001, 40014, 42001, 42007})
#: Too busy or too many today: the message was not taken.
BUSY = frozenset({-1, 45009, 45011, 45047, 50002})
#: Seconds before its end at which a token is fetched anew.
MARGIN = 300
#: Letters WeChat shows of a text field.
FIELD = 20


class Token:
    """The account's token, kept in this process until shortly before its end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value, self._until = "", 0.0

    def get(self, fresh: bool = False) -> str:
        """The token; "" when WeChat gives none."""
        with self._lock:
            if fresh or time.monotonic() > self._until:
                self._value, seconds = _fetched(fresh)
                self._until = time.monotonic() + seconds - MARGIN if self._value else 0.0
            return self._value

    def forget(self) -> None:
        """Drop it."""
        with self._lock:
            self._value, self._until = "", 0.0


token = Token()


def _fetched(fresh: bool) -> tuple[str, int]:
    asked = {
        "grant_type": "client_credential",
        "appid": settings.NIANGJIA_WECHAT_APP,
        "secret": settings.NIANGJIA_WECHAT_SECRET,
        "force_refresh": fresh,
    }
    said = told(post(_url("/cgi-bin/stable_token"), json.dumps(asked).encode(), JSON))
    if "access_token" not in said:
        log.warning("WeChat gives no token: errcode %s", said.get("errcode"))
        return "", 0
    return str(said["access_token"]), int(said.get("expires_in", 7200))


def _url(path: str, **facts: str) -> str:
    return f"{settings.NIANGJIA_WECHAT_URL}{path}" + (f"?{urlencode(facts)}" if facts else "")


def told(reply: Reply) -> dict[str, Any]:
    """The JSON of an answer; empty when there is none, or half of one."""
    try:
        said = json.loads(reply.body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


class WeChat:
    """Template messages; without an account they stay in a file of the operator's."""

    remembers = timedelta(minutes=10)

    def address(self, to: Addresses) -> str:
        return to.openid

    def send(self, batch: Sequence[Message]) -> Mapping[UUID, Answer]:
        carry = self._by_wechat if settings.NIANGJIA_WECHAT_APP else _by_file
        return {one.id: carry(one) for one in batch}

    def _by_wechat(self, one: Message) -> Answer:
        if not one.words.wechat_template:
            log.warning("no union above set a WeChat template")
            return Answer.NEVER
        answer, code = _try(one, token.get())
        if code in STALE_TOKEN:
            answer, code = _try(one, token.get(fresh=True))
        return answer


def _try(one: Message, key: str) -> tuple[Answer, int | None]:
    """One request: what it means, and the errcode."""
    if not key:
        return Answer.LATER, None
    url = _url("/cgi-bin/message/template/send", access_token=key)
    reply = post(url, json.dumps(_body(one), ensure_ascii=False).encode(), JSON)
    if reply.answer is not Answer.YES:
        return reply.answer, None
    code = told(reply).get("errcode")
    return _meaning(code), code


def _body(one: Message) -> dict[str, Any]:
    field = one.words.wechat_field or words.WECHAT_FIELD
    line = words.short(one.words, one.count)[:FIELD]
    return {
        "touser": one.to.openid,
        "template_id": one.words.wechat_template,
        "url": words.link(),
        "client_msg_id": str(one.id),
        "data": {field: {"value": line}},
    }


def _meaning(code: object) -> Answer:
    """What an errcode means; none is half an answer, and the message may be out."""
    if not isinstance(code, int):
        return Answer.UNCLEAR
    if code == 0:
        return Answer.YES
    if code in BUSY or code in STALE_TOKEN:
        return Answer.LATER
    log.warning("WeChat refuses a message: errcode %s", code)
    return Answer.NEVER


def _by_file(one: Message) -> Answer:
    line = words.short(one.words, one.count)
    try:
        if not (one.again and outbox.has("wechat", str(one.id))):
            outbox.keep("wechat", to=one.to.openid, text=line, link=words.link(), id=str(one.id))
    except OSError as wrong:
        log.error("the outbox cannot be written: %s", wrong)
        return Answer.LATER
    return Answer.YES


#: Where a person tells WeChat that we may know who it is; answers with a code to `redirect_uri`.
AUTHORIZE = "https://open.weixin.qq.com/connect/oauth2/authorize"


def ask_url(back: str, state: str) -> str:
    """The page of WeChat that asks the person and comes back."""
    asked = {
        "appid": settings.NIANGJIA_WECHAT_APP,
        "redirect_uri": back,
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
    }
    return f"{AUTHORIZE}?{urlencode(asked)}#wechat_redirect"


def openid_of(code: str) -> str:
    """Whom a code stands for; "" when WeChat does not say."""
    facts = {
        "appid": settings.NIANGJIA_WECHAT_APP,
        "secret": settings.NIANGJIA_WECHAT_SECRET,
        "code": code,
        "grant_type": "authorization_code",
    }
    return str(told(get(_url("/sns/oauth2/access_token", **facts))).get("openid", ""))
