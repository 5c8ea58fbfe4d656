"""Sending a letter: what it says is checked and frozen, and gets its number in the same breath."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from niangjia.kernel.acts.action import look
from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import date_text, now, today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.base.wording import insist
from niangjia.kernel.cases import door as cases
from niangjia.kernel.people import door as people

from . import clocks, drafting, ladder, reading, rules
from .flow import LETTER
from .models import Letter, Source
from .wordings import ANSWER_BY, DAY, KINDS, NUMBER

#: What a person reads of somebody who was told that a draft names them.
LOOKED = noop("发文书前，核对了里面有没有你的姓名和手机")
#: The row lock of a series holds until the transaction ends: a number is given or it is not.
NEXT = """
INSERT INTO letters_series (id, org_id, org_root, org_path, word, year, last)
VALUES (%s, %s, %s, %s, %s, %s, 1)
ON CONFLICT (org_root, org_id, word, year) DO UPDATE SET last = letters_series.last + 1
RETURNING last
"""


def issue(actor: Actor, letter_id: UUID, *, sure: bool = False) -> Letter:
    """Send a letter of the own union. `sure`: somebody has read that it quotes a case.

    Refuses an author's name or phone whatever anybody says, and a quotation until somebody is sure.
    """
    letter = reading.in_hand(actor, letter_id)
    kind = KINDS[letter.kind]
    insist(rules.may_issue(letter.kind, letter.title, letter.body), "unfilled")
    if kind.to != "author":
        _refuse_leaks(actor, letter, sure)
    ladder.may_send(actor, letter)
    word = drafting.wording(actor, letter.kind).word
    serial = _next(actor, word)
    number = rules.number(word, today().year, serial)
    body = rules.fill(letter.body, _at_issue(actor, letter.kind, number))
    move(
        actor,
        letter,
        "issue" if kind.answered else "serve",
        LETTER,
        clocks.due(letter.kind, letter.org_path),
        word=word,
        year=today().year,
        serial=serial,
        number=number,
        body=body,
        sha256=rules.digest(
            number, letter.to_name, letter.title, body, actor.org_name, f"{today():%Y-%m-%d}"
        ),
        issued_at=now(),
        issued_by=actor.name,
        closed_at=None if kind.answered else now(),
        alarm=0,
    )
    return letter


def preview(actor: Actor, letter: Letter) -> str:
    """The words as they would go out today; the number is given only then."""
    return rules.fill(
        letter.body, _at_issue(actor, letter.kind, letter.number or rules.marked(NUMBER))
    )


def _at_issue(actor: Actor, kind: str, number: str) -> dict[str, str]:
    until = clocks.answer_by(kind, actor.org_path)
    # A letter is written in the source language, whatever the writer reads pages in.
    with override(None):
        return {
            NUMBER: number,
            DAY: date_text(today()),
            ANSWER_BY: date_text(until) if until else _("法定期限"),
        }


def next_number(actor: Actor, word: str) -> str:
    """The next number of a series of the acting union: 临总工调〔2026〕3号, without gaps."""
    whole = rules.union_word(actor.org_name) + word
    return rules.number(whole, today().year, _next(actor, whole))


def _next(actor: Actor, word: str) -> int:
    place: list[Any] = [new_id(), actor.org, actor.org_root, actor.org_path]
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [*place, word, today().year])
        return int(cursor.fetchone()[0])


def _refuse_leaks(actor: Actor, letter: Letter, sure: bool) -> None:
    found = _leaks(actor, letter)
    if any(leak.kind != "words" for leak in found):
        raise Refusal("names_author", _("里面有提出人的姓名或手机号，公司会知道是谁。请改掉再发。"))
    if found and not sure:
        quoted = _("；").join(dict.fromkeys(f"“{leak.found[:40]}”" for leak in found[:3]))
        raise Refusal(
            "quotes_author",
            _("有一段和职工的原话一样：%(words)s。熟人看得出是谁写的，请换成工会的话。")
            % {"words": quoted},
        )


def names_author(actor: Actor, letter_id: UUID) -> Letter | None:
    """The draft, if it holds an author's name or phone. To be told so is to look at the author:
    the person learns of it, which a refusal alone would undo."""
    letter = reading.in_hand(actor, letter_id)
    if KINDS[letter.kind].to == "author":
        return None
    found = [leak for leak in _leaks(actor, letter) if leak.kind != "words"]
    for leak in found:
        if leak.known.person_id:
            look(actor, leak.known.person_id, LOOKED, leak.known.case_id)
    return letter if found else None


def _leaks(actor: Actor, letter: Letter) -> list[rules.Leak]:
    return rules.leaks(f"{letter.title}\n{letter.body}", known(actor, letter))


def known(actor: Actor, letter: Letter) -> list[rules.Known]:
    """What a letter must not give away: the words and the authors of its cases."""
    ids = Source.objects.filter(letter=letter).values_list("case_id", flat=True)
    said = cases.queries.said_by_authors(actor, list(ids))
    asked = people.persons({one.author_id for one in said if one.author_id})
    return [
        rules.Known(one.case_id, one.text, who.name, who.phone, who.subject_id)
        if one.author_id and (who := asked.get(one.author_id))
        else rules.Known(one.case_id, one.text)
        for one in said
    ]
