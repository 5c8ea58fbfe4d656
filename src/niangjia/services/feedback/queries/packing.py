"""What goes into a hand-over bundle: the matter as its author reads it, its documents and files."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.bundles import door as bundles
from niangjia.kernel.bundles.door import Bundle, Facts, Item, Order
from niangjia.kernel.cases.door import Whole, actions, evidence, queries
from niangjia.kernel.letters import door as letters
from niangjia.kernel.mediation import door as mediation
from niangjia.kernel.papers import door as papers

from . import words
from .boards import board_titles, topic_titles

DOCUMENTS, EVIDENCE = "documents", "evidence"
SIDES = {"author": noop("职工传的"), "union": noop("工会传的"), "firm": noop("公司传的")}
KINDS = {"photo": noop("照片"), "voice": noop("录音"), "paper": noop("文件")}
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The matter a bundle is about, on the page that asks for one."""

    id: str
    number: str
    title: str


@query(permit="feedback.write")
def mine(actor: Actor, case_id: UUID) -> tuple[Head, list[bundles.queries.Line]]:
    """An own case, and the bundles packed out of it."""
    row = queries.for_author(actor, case_id).row
    return Head(str(row.id), row.number, row.title), bundles.queries.of_object(actor, case_id)


@query(permit="feedback.bundle")
def ours(actor: Actor, case_id: UUID) -> tuple[Head, list[bundles.queries.Line]]:
    """A case of the own union, and the bundles the actor had packed out of it."""
    case = actions.in_hand(actor, case_id)
    head = Head(str(case.id), case.number, case.title)
    return head, bundles.queries.of_object(actor, case_id)


def link(row: Bundle) -> str:
    """Where whoever asked for a bundle downloads it."""
    page = "feedback_desk:bundle" if row.org_id else "feedback:bundle"
    return reverse(page, args=[row.object_id])


def order(actor: Actor, row: Bundle) -> Order:
    """Everything a job needs to pack a bundle, read at one moment; in the source language."""
    with override(None):
        whole = queries.to_hand_over(actor, row.object_id)
        purpose = _(dict(bundles.PURPOSES)[row.purpose])
        by = " ".join(filter(None, (row.org_name, row.by_name))) or _("本人")
        made = f"{local(now()):%Y-%m-%d %H:%M}"
        mark = _("交给：%(purpose)s。%(by)s %(made)s 打包，只用于办这件事，不要外传。") % {
            "purpose": purpose,
            "by": by,
            "made": made,
        }
        facts = Facts(str(row.id), row.number, made, by, purpose, bundles.queries.last_seal())
        items = (*_words(whole), *_documents(actor, row.object_id), *_files(actor, row))
        return Order(facts, _("移交材料目录"), mark, now(), items)


def _words(whole: Whole) -> list[Item]:
    rows = _timeline(whole)
    title, table = _("经过"), _("经过（表格）")
    head, *lines = rows
    paper = papers.Paper(
        title=title, number=whole.row.number, body=(papers.Table(head, tuple(lines)),)
    )
    return [
        Item(DOCUMENTS, _("原来说的"), _said(whole)),
        Item(DOCUMENTS, title, paper),
        Item(DOCUMENTS, table, rows),
    ]


def _said(whole: Whole) -> papers.Paper:
    row = whole.row
    facts = (
        (_("编号"), row.number),
        (_("单位"), row.firm_name),
        (_("方面"), board_titles().get(row.board, row.board)),
        (_("话题"), _("、").join(topic_titles(row.topics))),
        (_("提交"), f"{local(row.created_at):%Y-%m-%d %H:%M}"),
    )
    table: papers.Block = papers.Table((_("项目"), _("内容")), facts)
    body = (table, *papers.paras(whole.text))
    return papers.Paper(title=row.title, number=row.number, body=body)


def _timeline(whole: Whole) -> Rows:
    """Every step with its moment and words, oldest first."""
    head = (_("时间"), _("做了什么"), _("说了什么"))
    return (
        head,
        *(
            (f"{local(event.at):%Y-%m-%d %H:%M}", words.done(event, whole.row), event.text)
            for event in whole.events
        ),
    )


def _documents(actor: Actor, case_id: UUID) -> list[Item]:
    found = [*letters.papers_of(actor, case_id), *mediation.papers_of(actor, case_id)]
    return [Item(DOCUMENTS, title, paper) for title, paper in found]


def _files(actor: Actor, row: Bundle) -> list[Item]:
    hung = evidence.to_hand_over(actor, row.object_id, own=row.org_id is None)
    return [Item(EVIDENCE, _called(one), one.file) for one in hung]


def _called(one: evidence.Hung) -> str:
    when = f"{local(one.at):%Y-%m-%d %H:%M}"
    return f"{_(SIDES[one.side])} {_(KINDS[one.file.kind])} {when}"
