"""One line to one person about one matter; how it goes on from the inbox, and to many at once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    here,
    mine,
    own_org,
    within,
)

#: Hours of Shanghai between which nobody is disturbed, unless the person says otherwise.
QUIET_FROM, QUIET_UNTIL = 21, 8


class Weight(models.TextChoices):
    """How much a notice asks of the person. URGENT may pass the quiet hours."""

    PLAIN = "plain", noop("一般")
    DUE = "due", noop("有期限")
    URGENT = "urgent", noop("急事")


class Channel(models.TextChoices):
    """Ways out of the house. The inbox is none: a notice is always there."""

    SMS = "sms", noop("短信")
    EMAIL = "email", noop("邮箱")
    WECHAT = "wechat", noop("微信")


class Wish(models.TextChoices):
    """What a person wants by one channel."""

    ALL = "all", noop("全部")
    DUE = "due", noop("只要有期限的和急事")
    NONE = "none", noop("不要")


class Notice(Scoped):
    """A message in somebody's inbox. The text never quotes what somebody else wrote."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            role: Rule("SU", mine(), columns=("read_at",))
            for role in ("nj_worker", "nj_staff", "nj_firm", "nj_admin")
        }
        | {"nj_door": Rule("SIU", EVERYTHING), "nj_system": Rule("SID", EVERYTHING)},
        Retention("service", days=365, since="at"),
        export=("at", "title", "text"),
    )

    person_id = models.UUIDField()
    service = models.CharField(max_length=30)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=200)
    link = models.CharField(max_length=200, blank=True, default="")
    weight = models.CharField(
        max_length=6, choices=Weight.choices, default=Weight.PLAIN, db_default="plain"
    )
    #: The broadcast it came with.
    broadcast_id = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-at", "-id"], name="notice_newest"),
            models.Index(fields=["person_id"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["broadcast_id", "person_id"],
                condition=~Q(broadcast_id=None),
                name="notice_of_broadcast",
            ),
        ]


class Preference(models.Model):
    """What a person chose; who never chose has no row. Hours are of Shanghai, equal ones mean
    that nothing is quiet."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("SIU", mine()),
            "nj_door": Rule("S", EVERYTHING),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("service", days=1825, since="changed_at"),
        export=("sms", "email", "wechat", "quiet_from", "quiet_until"),
    )

    person_id = models.UUIDField(primary_key=True)
    sms = models.CharField(max_length=4, choices=Wish.choices, default=Wish.DUE)
    email = models.CharField(max_length=4, choices=Wish.choices, default=Wish.NONE)
    wechat = models.CharField(max_length=4, choices=Wish.choices, default=Wish.NONE)
    quiet_from = models.SmallIntegerField(default=QUIET_FROM)
    quiet_until = models.SmallIntegerField(default=QUIET_UNTIL)
    urgent_passes = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__range=(0, 23), quiet_until__range=(0, 23)),
                name="preference_hours",
            )
        ]


class Delivery(Scoped):
    """A notice on its way by one channel: queued -> sending -> sent, failed or dropped.

    Holds no address: it is read from the person's record at the moment of sending. Deliveries that
    leave as one message share `message_id`, which the gateway sees. `asked_at` stands while that
    message may have been taken without our hearing of it.
    """

    class States(models.TextChoices):
        QUEUED = "queued", noop("等着发")
        SENDING = "sending", noop("正在发")
        SENT = "sent", noop("发出了")
        FAILED = "failed", noop("没发成")
        DROPPED = "dropped", noop("不用发了")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_door": Rule("SIU", EVERYTHING),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
        Retention("service", days=90, since="at"),
        export=("at", "channel", "state"),
    )

    notice_id = models.UUIDField()
    person_id = models.UUIDField()
    channel = models.CharField(max_length=6, choices=Channel.choices)
    state = models.CharField(max_length=8, choices=States.choices, db_default="queued")
    due_at = models.DateTimeField()
    tries = models.SmallIntegerField(db_default=0)
    message_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(db_default=Now())
    reason = models.CharField(max_length=20, blank=True, db_default="")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice_id", "channel"], name="delivery_once_a_channel")
        ]
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                condition=Q(state__in=("queued", "sending")),
                name="delivery_waiting",
            ),
            models.Index(
                fields=["person_id", "channel"],
                condition=Q(state="queued"),
                name="delivery_by_person",
            ),
        ]


class Wording(Scoped, Placed):
    """A union's own signature and words for what leaves the house; empty ones are inherited."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=EVERYTHING),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
    )

    org_id = models.UUIDField(unique=True)
    sign = models.CharField(max_length=12, blank=True, default="")
    sms = models.CharField(max_length=40, blank=True, default="")
    subject = models.CharField(max_length=40, blank=True, default="")
    mail = models.CharField(max_length=200, blank=True, default="")
    wechat_template = models.CharField(max_length=60, blank=True, default="")
    wechat_field = models.CharField(max_length=20, blank=True, default="")
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()


class Broadcast(Scoped, Placed):
    """One notice to the members of a part of the tree.

    draft -> running -> done; dropped before, withdrawn after it began. `after_path` and `after_id`
    are where the job goes on: the last member told, in the order of the index.
    """

    class States(models.TextChoices):
        DRAFT = "draft", noop("等你确认")
        RUNNING = "running", noop("正在发")
        DONE = "done", noop("发完了")
        WITHDRAWN = "withdrawn", noop("撤回了")
        DROPPED = "dropped", noop("没有发")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIU", own_org(), f"{own_org()} AND {here()}", beyond=within()),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability", days=1095, since="created_at"),
    )

    org_id = models.UUIDField()
    org_name = models.CharField(max_length=120)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=States.choices, default=States.DRAFT)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    total = models.IntegerField()
    told = models.IntegerField(default=0)
    after_path = models.CharField(max_length=120, db_collation="C", blank=True, default="")
    after_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["org_root", "org_path", "-created_at"], name="broadcast_by_place"),
            models.Index(fields=["org_root", "-created_at", "-id"], name="broadcast_newest"),
        ]
