"""Deciding what a third person gets to see of the files on a review."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor, Post, Refusal
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases.door import Attachment, Case, covering, evidence
from niangjia.kernel.files import door as files
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight
from niangjia.services.feedback import rules

from .told import HANDLERS, tell_author


@action(permit="feedback.screen", audit="feedback.files_released")
def release_files(actor: Actor, *, ids: Sequence[UUID]) -> list[Attachment]:
    """Let the firm see what the author brought, or the author what the firm brought."""
    done = _decided(evidence.decide(actor, ids, "release"))
    for case, side in _cases(done):
        if side == evidence.AUTHOR:
            tell_author(case, noop("你传的东西，工会给公司看了"), _of_copies(case, done))
            _tell_firm(case)
        else:
            tell_author(case, noop("公司传来的东西，工会转给你"), noop("在办理进展里看。"))
    return done


@action(permit="feedback.screen", audit="feedback.files_kept", silent=True)
def keep_files(actor: Actor, *, ids: Sequence[UUID], reason: str) -> list[Attachment]:
    """Keep them back. Whoever brought them reads why on the page of the case."""
    return _decided(evidence.decide(actor, ids, "keep", reason))


def _of_copies(case: Case, done: list[Attachment]) -> str:
    if any(row.case_id == case.id and row.of_id for row in done):
        return noop("照片遮住了一部分，公司只看得到遮过的；遮了哪里，在办理进展里看。")
    return noop("拍摄地点、手机型号都已去掉。")


@action(permit="feedback.screen", audit="feedback.picture_covered", silent=True)
def cover(
    actor: Actor, *, case_id: UUID, file_id: UUID, copy_id: UUID, marks: Sequence[files.Mark]
) -> Attachment:
    """Let a copy with parts covered stand in for a picture. Its author sees both on the page of the
    case at once, and is told when the copy goes to the firm."""
    return covering.cover(actor, case_id, file_id, copy_id, marks)


@action(permit="feedback.screen", audit="feedback.picture_uncovered", silent=True)
def uncover(actor: Actor, *, case_id: UUID, file_id: UUID) -> Attachment:
    """Take the copy away, as long as nobody else sees it."""
    return covering.uncover(actor, case_id, file_id)


def _decided(done: list[Attachment]) -> list[Attachment]:
    if not done:
        raise Refusal("nothing_to_decide", "这几样刚刚有人看过了，请看看现在的样子。")
    return done


def _cases(done: list[Attachment]) -> list[tuple[Case, str]]:
    """Each case once, with the side whose files were let go."""
    found = {(row.case_id, row.side): row.case for row in done}
    return [(case, side) for (_id, side), case in found.items()]


def _tell_firm(case: Case) -> None:
    if case.firm_id and case.firm_state:
        notices.tell_posts(
            case.firm_id,
            (Post.RESPONDER,),
            service=rules.SERVICE,
            title=noop("工会转来照片或文件"),
            text=phrase("编号 %(number)s", number=case.number),
            link=f"/firm/feedback/{case.id}/",
        )


@action(permit="feedback.watch", audit="feedback.files_reminded")
def remind_files(actor: Actor) -> int:
    """Tell every union that has files nobody looked at in time; how many unions that are."""
    late = evidence.late(actor, rules.SERVICE)
    for org_id in late:
        notices.tell_posts(
            org_id,
            HANDLERS,
            service=rules.SERVICE,
            title=noop("有照片或文件等着看，过了说好的日子"),
            text=noop("看过，才好决定给不给公司看。"),
            link="/desk/feedback/screen/",
            weight=Weight.DUE,
        )
    return len(late)
