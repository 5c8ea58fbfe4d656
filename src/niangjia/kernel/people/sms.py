"""Text messages: one interface, behind it a gateway, the demo's inbox or a file of the operator's.

A gateway gets JSON by POST (`to`, `text`, `id`) with the key as bearer token; any 2xx is a yes.
The same `id` comes again when the first try failed, so that it can drop a double.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Refusal

from . import phones, sealing
from .models import DevSms

log = logging.getLogger("niangjia.people.sms")

TIMEOUT = 5.0
TRIES = 2
#: Sends per number: one a minute, then fixed hours and days.
PER_NUMBER = ((1, 60), (5, 3600), (10, 86400))
#: The demo's numbers are shared by everybody who looks at it; the minute between two codes stays.
PER_NUMBER_DEMO = ((1, 60), (500, 3600), (5000, 86400))
PER_ADDRESS, PER_ADDRESS_DEMO = (20, 3600), (2000, 3600)
GAP = PER_NUMBER[0]


class NotSent(Refusal):
    """The message did not leave the house."""

    def __init__(self) -> None:
        super().__init__("sms_not_sent", noop("短信没发出去，请稍后再试。"), status=503)


class TooMany(Refusal):
    """A limit is reached; `retry_after` is in seconds."""

    def __init__(self, wait: int) -> None:
        message = _("短信发得太勤了，请 %(wait)s后再试。") % {"wait": _wait_text(wait)}
        super().__init__("too_many_sms", message, status=429, retry_after=wait)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` sends of one key in `seconds`; a `most` of one is a gap since the last."""

    key: str
    most: int
    seconds: int


def send(phone: str, text: str) -> None:
    """Send one message to a number of 11 digits. Raises NotSent."""
    if settings.NIANGJIA_SMS_URL:
        _post(phone, text)
    elif settings.NIANGJIA_DEMO:
        DevSms.objects.create(phone=phone, text=text)
    else:
        _keep(phone, text)


def _keep(phone: str, text: str) -> None:
    """No gateway yet: the message stays on this machine, where only its operator can read it."""
    folder = settings.NIANGJIA_DATA / "outbox"
    line = json.dumps({"at": now().isoformat(), "to": phone, "text": text}, ensure_ascii=False)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(folder / "sms.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as wrong:
        log.error("no SMS gateway is configured and the outbox cannot be written: %s", wrong)
        raise NotSent() from wrong


def spend(phone: str, address: str) -> None:
    """Count one message to a number asked for from an address, or raise TooMany with the wait.

    Fails closed: when the counters cannot be reached nothing is sent.
    """
    limits = [
        {"key": x.key, "most": x.most, "seconds": x.seconds} for x in limits_of(phone, address)
    ]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT api.spend(%s::jsonb)", [json.dumps(limits)])
            wait = int(cursor.fetchone()[0])
    except DatabaseError as wrong:
        raise NotSent() from wrong
    if wait:
        raise TooMany(wait)


def forgive(phone: str) -> None:
    """A code was used: whoever holds the number may ask for the next one at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.forgive(%s, %s)", [_number_key(phone), GAP[1]])


def limits_of(phone: str, address: str) -> list[Limit]:
    """Every limit one message counts against, the narrowest first."""
    demo = settings.NIANGJIA_DEMO
    per_address = PER_ADDRESS_DEMO if demo else PER_ADDRESS
    return [
        *(Limit(_number_key(phone), *pair) for pair in (PER_NUMBER_DEMO if demo else PER_NUMBER)),
        Limit(f"sms:from:{neighbourhood(address)}", *per_address),
        Limit("sms:all", settings.NIANGJIA_SMS_HOURLY, 3600),
    ]


def neighbourhood(address: str) -> str:
    """The network an address counts as: /24 for version 4, /56 for version 6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    mapped = getattr(found, "ipv4_mapped", None) or found
    prefix = 24 if mapped.version == 4 else 56
    return str(ipaddress.ip_network(f"{mapped}/{prefix}", strict=False))


def _number_key(phone: str) -> str:
    return f"sms:to:{sealing.phone_index(phone)}"


def _wait_text(wait: int) -> str:
    """Rounded up, so that nobody comes back too early."""
    minutes = -(-wait // 60)
    if wait < 100:
        return _("%(n)d 秒") % {"n": wait}
    if minutes < 60:
        return _("%(n)d 分钟") % {"n": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(n)d 小时", "%(n)d 小时", hours) % {"n": hours}


class _Stay(urllib.request.HTTPRedirectHandler):
    """A gateway that sends us elsewhere is a gateway that failed."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_Stay)


def _post(phone: str, text: str) -> None:
    """Two tries with the same id; then it failed. Runs outside any transaction."""
    body = json.dumps({"id": str(new_id()), "to": phones.outside(phone), "text": text})
    request = urllib.request.Request(
        settings.NIANGJIA_SMS_URL,
        data=body.encode(),
        method="POST",
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.NIANGJIA_SMS_KEY}",
        },
    )
    for _try in range(TRIES):
        if _accepted(request):
            return
    raise NotSent()


def _accepted(request: urllib.request.Request) -> bool:
    """One try. Says why not in the log, without number or text."""
    try:
        with _opener.open(request, timeout=TIMEOUT) as answer:
            return bool(200 <= answer.status < 300)
    except urllib.error.HTTPError as wrong:
        with wrong:
            log.warning("SMS gateway answered %s", wrong.code)
    except (OSError, HTTPException) as wrong:
        log.warning("SMS gateway: %s", type(wrong).__name__)
    return False
