"""The list of letters on paper: written down, like every list that leaves the house."""

from __future__ import annotations

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.letters.queries import desk
from niangjia.kernel.letters.queries.lines import Line
from niangjia.kernel.papers.door import Paper, Table, rolls


@action(permit="letters.see", audit="letters.printed", silent=True)
def printed(actor: Actor, *, tab: str) -> Paper:
    """Letters of one tab as the list shows them."""
    found: list[Line] = []
    after = ""
    while len(found) <= rolls.MOST:
        page = desk.listed(actor, tab, after)
        found += page.items
        after = page.cursor
        if not after:
            break
    rolls.within(len(found))
    heads = (_("标题"), _("文种、文号、发给谁"), _("进度"), _("期限"), _("哪天"))
    rows = tuple(
        (one.title, one.line, one.status.label, one.due.text if one.due else "", one.when)
        for one in found
    )
    return rolls.roll(actor, _("文书清单"), desk.tab_title(tab), Table(heads, rows))
