"""Changing hats."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor, Post, Refusal
from niangjia.kernel.people.queries.capacity import Entered, chosen


class NeedsFactor(Refusal):
    """The post wants a second factor that this session has not shown."""

    def __init__(self) -> None:
        super().__init__(
            "second_factor", noop("进工作台要多一道锁，请先用验证器或通行密钥。"), status=403
        )


@action(permit="people.capacity", audit="people.capacity_entered", silent=True)
def enter(actor: Actor, *, choice: str, proven: bool) -> Entered:
    """Act as "worker" or in one's appointment of that id. The session changes after the commit.

    Refuses second_factor for a post when none was shown; what is not one's own is Hidden.
    """
    entered = chosen(actor, choice)
    if entered.post is not Post.WORKER and not proven:
        raise NeedsFactor()
    return entered
