"""A list on paper: whose, which filter, who printed it and when, and what the screen shows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.types import Actor, Refusal

from .paper import Block, Paper, Para, Table

#: Rows of one list; whoever needs more narrows it.
MOST = 500


def roll(actor: Actor, title: str, line: str, table: Table) -> Paper:
    """A list as a document: A4, with the head of the table and a number on every page."""
    head: tuple[Block, ...] = (
        Para(_("看的是：%s") % line, small=True),
        Para(
            _("%(org)s %(name)s %(when)s 打印，共 %(n)d 条。只在工会内部用，不要外传。")
            % {
                "org": actor.org_name,
                "name": actor.name,
                "when": f"{local(now()):%Y-%m-%d %H:%M}",
                "n": len(table.rows),
            },
            small=True,
        ),
    )
    rows: tuple[Block, ...] = (table,) if table.rows else (Para(_("这一栏现在没有。")),)
    return Paper(title=title, issuer=actor.org_name, body=(*head, *rows))


def within(count: int) -> None:
    """Refuse a list that nobody would read."""
    if count > MOST:
        raise Refusal("roll_size", _("太多了，一次最多打印五百条，请先筛选再打。"), status=422)
