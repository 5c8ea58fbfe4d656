"""One interface, behind it text messages and e-mail; WeChat stands in a module of its own.

An adapter never raises for what happens on the way: every message gets an answer. It runs outside
any transaction.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection

from niangjia.kernel.base.posting import Answer
from niangjia.kernel.people import outbox, sms
from niangjia.kernel.people.door import Addresses

from . import words
from .words import Words

log = logging.getLogger("niangjia.notices")

#: Text messages handed over side by side.
HANDS = 8
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Message:
    """What leaves: to one person, about `count` notices. The gateway knows it by its id.

    `again`: it may have been taken before without our hearing of it.
    """

    id: UUID
    to: Addresses
    words: Words
    count: int = 1
    again: bool = False


class Adapter(Protocol):
    """A way out of the house."""

    #: For how long the other side knows a double by its id. Zero: never ask twice when in doubt.
    remembers: timedelta

    def address(self, to: Addresses) -> str:
        """The address used here; "" when the person has none."""

    def send(self, batch: Sequence[Message]) -> Mapping[UUID, Answer]:
        """Hand a batch over; an answer for every message."""


class Sms:
    """Text messages by the gateway that carries the log-in codes."""

    remembers = DAY

    def address(self, to: Addresses) -> str:
        return to.phone

    def send(self, batch: Sequence[Message]) -> Mapping[UUID, Answer]:
        with ThreadPoolExecutor(HANDS) as hands:
            answers = list(hands.map(_by_sms, batch))
        return {one.id: answer for one, answer in zip(batch, answers, strict=True)}


def _by_sms(one: Message) -> Answer:
    try:
        return sms.carry(one.to.phone, words.sms(one.words, one.count), one.id, one.again)
    finally:
        connection.close()  # the demo keeps messages in the database, by this thread's connection


class Mail:
    """E-mail. Servers know no doubles: what is in doubt stays in doubt."""

    remembers = timedelta(0)

    def address(self, to: Addresses) -> str:
        return to.email

    def send(self, batch: Sequence[Message]) -> Mapping[UUID, Answer]:
        carry = by_server if settings.NIANGJIA_MAIL_URL else by_file
        return {
            one.id: carry(
                one.to.email,
                words.subject(one.words, one.count),
                words.mail(one.words, one.count),
                one.id,
            )
            for one in batch
        }


Carry = Callable[[str, str, str, UUID], Answer]

#: What a mail server says for certain, and what it means to us.
REFUSALS: tuple[tuple[type[Exception], Answer], ...] = (
    (smtplib.SMTPRecipientsRefused, Answer.NEVER),
    (smtplib.SMTPSenderRefused, Answer.LATER),
    (smtplib.SMTPAuthenticationError, Answer.LATER),
    (smtplib.SMTPConnectError, Answer.LATER),
    (smtplib.SMTPDataError, Answer.LATER),
    (ConnectionRefusedError, Answer.LATER),
)


def by_server(to: str, subject: str, text: str, message_id: UUID) -> Answer:
    """One e-mail by the operator's server."""
    headers = {"Message-ID": f"<{message_id}@niangjia>", "Auto-Submitted": "auto-generated"}
    message = EmailMessage(subject, text, to=[to], headers=headers, connection=get_connection())
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as wrong:
        log.warning("mail server: %s", type(wrong).__name__)
        known = (answer for kind, answer in REFUSALS if isinstance(wrong, kind))
        return next(known, Answer.UNCLEAR)
    return Answer.YES


def by_file(to: str, subject: str, text: str, message_id: UUID) -> Answer:
    """No server yet: the e-mail stays on this machine."""
    try:
        outbox.keep("mail", to=to, subject=subject, text=text, id=str(message_id))
    except OSError as wrong:
        log.error("the outbox cannot be written: %s", wrong)
        return Answer.LATER
    return Answer.YES


def mail_now(to: str, subject: str, text: str, message_id: UUID) -> Answer:
    """One e-mail by whatever carries e-mail here."""
    carry: Carry = by_server if settings.NIANGJIA_MAIL_URL else by_file
    return carry(to, subject, text, message_id)
