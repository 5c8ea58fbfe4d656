"""Text messages: one interface, behind it a gateway, the demo's inbox or a file of the operator's.

A gateway gets JSON by POST, by default `to`, `text` and `id`, with the key as bearer token; any
2xx is a yes. The same `id` comes again when an answer was missing, so that it can drop a double;
409 says that it did.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.posting import Answer, post
from niangjia.kernel.base.types import Refusal

from . import outbox, phones, sealing
from .models import DevSms

log = logging.getLogger("niangjia.people.sms")

TRIES = 2
OUTBOX = "sms"
PLACE = re.compile(r"\{(\w+)\}")
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
    """Send one message to a number of 11 digits, with one more try. Raises NotSent."""
    message_id = new_id()
    for _try in range(TRIES):
        if carry(phone, text, message_id) is Answer.YES:
            return
    raise NotSent()


def carry(phone: str, text: str, message_id: UUID, again: bool = False) -> Answer:
    """Hand one message over, once. `again`: the same id may have been handed over before.

    Runs outside any transaction.
    """
    if settings.NIANGJIA_SMS_URL:
        return _post(phone, text, message_id)
    if settings.NIANGJIA_DEMO:
        rows = [DevSms(id=message_id, phone=phone, text=text)]
        DevSms.objects.bulk_create(rows, ignore_conflicts=True)
        return Answer.YES
    return _keep(phone, text, message_id, again)


def _keep(phone: str, text: str, message_id: UUID, again: bool) -> Answer:
    """No gateway yet: the message stays on this machine."""
    try:
        if not (again and outbox.has(OUTBOX, str(message_id))):
            outbox.keep(OUTBOX, to=phone, text=text, id=str(message_id))
    except OSError as wrong:
        log.error("no SMS gateway is configured and the outbox cannot be written: %s", wrong)
        return Answer.LATER
    return Answer.YES


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


def _post(phone: str, text: str, message_id: UUID) -> Answer:
    """One try at the gateway. Says why not in the log, without number or text."""
    facts = {"id": str(message_id), "to": phones.outside(phone), "text": text}
    body = filled(json.loads(settings.NIANGJIA_SMS_BODY), facts)
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {settings.NIANGJIA_SMS_KEY}",
    }
    reply = post(settings.NIANGJIA_SMS_URL, json.dumps(body).encode(), headers)
    if reply.answer is not Answer.YES:
        log.warning("SMS gateway: %s", reply.why or reply.status)
    return reply.answer


def filled(shape: Any, facts: dict[str, str]) -> Any:
    """A gateway's JSON with the facts in it: "{to}", "{text}" and "{id}", at any depth."""
    if isinstance(shape, dict):
        return {key: filled(value, facts) for key, value in shape.items()}
    if isinstance(shape, list):
        return [filled(value, facts) for value in shape]
    if not isinstance(shape, str):
        return shape
    return PLACE.sub(lambda found: facts.get(found[1], found[0]), shape)
