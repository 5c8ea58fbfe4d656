"""What notices do in the background."""

from __future__ import annotations

import time
from uuid import UUID

from procrastinate.contrib.django import app

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.context import actor
from niangjia.kernel.people.actions import contact

from .actions import casting, sending, words
from .engine import adapters, channels, wechat
from .engine import words as wording
from .models import Channel
from .queries import settings as queries

NAME = "notices"
#: Seconds one channel may take of a minute: a slow one does not hold up the next.
SHARE = 40.0
#: A job of a worker that died is done again by another: one deliverer at a time.
LOCK = "notices.deliver"


@app.periodic(cron="* * * * *")
@app.task(name="notices.deliver", queueing_lock=LOCK, lock=LOCK)
def deliver(timestamp: int) -> None:
    """Send what waits, channel by channel."""
    with system(NAME):
        waiting = queries.waiting(actor())
    for channel in waiting:
        _empty(channel)


def _empty(channel: Channel) -> None:
    """Batch after batch until nothing waits or the channel had its share of time."""
    until = time.monotonic() + SHARE
    while batch(channel) and time.monotonic() < until:
        pass


def batch(channel: Channel) -> bool:
    """Take, send, write down: three steps, the middle one outside any transaction. False when
    nothing waited."""
    with system(NAME):
        taken = sending.take(actor(), channel=channel)
    if taken.messages:
        answers = channels.of(channel).send(taken.messages)
        with system(NAME):
            sending.settle(actor(), channel=channel, answers=answers)
    return bool(taken.rows)


@app.task(name="notices.try_words")
def try_words(person_id: str, path: str, channel: str, message_id: str) -> None:
    """Send one message in a union's words to whoever wants to see it."""
    with system(NAME):
        trial = words.trial(
            actor(),
            person_id=UUID(person_id),
            path=path,
            channel=channel,
            message_id=UUID(message_id),
        )
    answer = None
    if trial.message:
        answer = channels.of(trial.channel).send([trial.message])[trial.message.id]
    with system(NAME):
        words.tell_tried(actor(), person_id=UUID(person_id), answer=answer)


@app.task(name="notices.prove_email")
def prove_email(person_id: str, word: str, link: str, message_id: str) -> None:
    """Carry a proof to the address that is sealed inside it."""
    with system(NAME):
        address = contact.proved(UUID(person_id), word)
        mail = wording.proof(link)
    adapters.mail_now(address, mail.subject, mail.text, UUID(message_id))


@app.task(name="notices.bind_wechat")
def bind_wechat(person_id: str, code: str) -> None:
    """Ask WeChat whom its code stands for, and tell the person what came of it."""
    openid = wechat.openid_of(code)
    with system(NAME):
        if openid:
            contact.bind_wechat(actor(), person_id=UUID(person_id), openid=openid)
        sending.tell_bound(actor(), person_id=UUID(person_id), bound=bool(openid))


@app.task(name="notices.cast")
def cast(broadcast_id: str) -> None:
    """Tell everybody, a transaction a chunk."""
    more = True
    while more:
        with system(NAME):
            more = casting.cast_on(actor(), broadcast_id=UUID(broadcast_id))


@app.task(name="notices.cast_back")
def cast_back(broadcast_id: str) -> None:
    """Take back what nobody has read, a transaction a chunk."""
    more = True
    while more:
        with system(NAME):
            more = casting.cast_back(actor(), broadcast_id=UUID(broadcast_id))
