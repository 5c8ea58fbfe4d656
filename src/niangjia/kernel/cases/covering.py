"""Parts of a picture covered before a third person sees it: faces, badges, somebody's hand.

The covered copy is a file of its own, of the same side. The picture itself stays with whoever
brought it and with the union, and is never let go while there is a copy.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Refusal, Verdict
from niangjia.kernel.base.wording import insist
from niangjia.kernel.files import door as files

from . import clocks
from .actions import AWAY
from .evidence import UNION, WAITING, Hung, one
from .flow import EVIDENCE
from .models import Attachment

#: Where a picture stands -> the step that lets a copy stand in for it.
STEPS = {"waiting": "cover", "kept": "cover_kept"}
COVERED, RELEASED = "covered", "released"


def may_cover(hung: Hung) -> Verdict:
    """Whether parts of a file can be covered: a picture somebody brought, not yet shown on.

    Source: docs/requirements.md 000-21: looked at before any third person sees it.
    """
    if hung.file.kind != "photo" or hung.side == UNION:
        return Verdict(False, "000-21", noop("只有职工或公司传的照片能遮"))
    if hung.of is not None or hung.state == COVERED:
        return Verdict(False, "000-21", noop("已经遮过了"), noop("要重新遮，先撤掉现在这张"))
    if hung.state not in STEPS:
        return Verdict(False, "000-21", noop("已经给出去了"), noop("先选“不给”，收回来再遮"))
    return Verdict(True)


def picture(actor: Actor, case_id: UUID, file_id: UUID) -> Hung:
    """A picture whose parts the actor may cover. Hidden when it is none of the actor's."""
    found = one(actor, case_id, file_id)
    _row(actor, case_id, file_id)
    insist(may_cover(found), "not_to_cover")
    return found


def _row(actor: Actor, case_id: UUID, file_id: UUID) -> Attachment:
    """A file of a case the actor's union answers, that a third person may come to see."""
    rows = Attachment.objects.filter(pk=file_id, case_id=case_id, case__org_id=actor.org)
    rows = rows.filter(case__org_root=actor.org_root, case__firm_id__isnull=False)
    found = rows.exclude(case__visibility=AWAY).select_related("case").first()
    if found is None:
        raise Hidden("no_file")
    return found


def cover(
    actor: Actor, case_id: UUID, file_id: UUID, copy_id: UUID, marks: Sequence[files.Mark]
) -> Attachment:
    """Let a copy stand in for a picture; it waits to be looked at like anything else."""
    picture(actor, case_id, file_id)
    row = _row(actor, case_id, file_id)
    due = clocks.due(row.case.org_path)
    move(actor, row, STEPS[row.state], EVIDENCE, due, reason="", decided_name=actor.name)
    until = due(EVIDENCE.waits[WAITING].clock)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.hang_copy(%s, %s, %s::jsonb, %s, %s)",
            [row.id, copy_id, json.dumps(marks), now(), until],
        )
    return row


def uncover(actor: Actor, case_id: UUID, file_id: UUID) -> Attachment:
    """Take the copy of a picture away; the picture waits again. Not while somebody else sees it."""
    row = _row(actor, case_id, file_id)
    copy = Attachment.objects.filter(of=row).first()
    if row.state != COVERED or copy is None:
        raise Refusal("state_changed", "这张没有遮着，请看看现在的样子。")
    if copy.state == RELEASED:
        raise Refusal("shown_already", "遮过的这张已经给出去了，先收回来再撤。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.drop_copy(%s)", [row.id])
    due = clocks.due(row.case.org_path)
    move(actor, row, "uncover", EVIDENCE, due, reason="", decided_name=actor.name)
    return row
