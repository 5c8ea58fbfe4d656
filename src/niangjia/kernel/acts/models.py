"""Replies kept for repeated requests, the append-only audit log and its seals, looks at people,
legal holds, and what was erased.

No foreign keys: ids and paths only, so a log never pulls a row into sight.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    beneath,
    mine,
    setting,
    within,
)


class Once(models.Model):
    """The first answer to a keyed request, replayed byte for byte. Reached through doors only."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {"nj_door": Rule("SIU", EVERYTHING), "nj_system": Rule("SD", EVERYTHING)},
        Retention("idempotency", days=2, since="at"),
    )

    pk = models.CompositePrimaryKey("person_id", "key")
    person_id = models.UUIDField()
    key = models.CharField(max_length=255)
    hash = models.CharField(max_length=64)
    status = models.IntegerField(null=True)
    body = models.TextField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["at"], name="once_by_age")]


class Audit(Placed):
    """One thing done: who, in which capacity, to what; of a matter's steps, what they were.

    `tx` is the writing transaction and `epoch` the cluster's life it belongs to: together they
    tell the sealer which rows can no longer change.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {
            "nj_door": Rule("SI", EVERYTHING),
            "nj_system": Rule("S", EVERYTHING),
            "nj_admin": Rule("S", "object_kind = 'setup'"),
            # What workers did stays out of sight: it would say who asked, without leaving a look.
            "nj_staff": Rule("S", f"({within()}) AND post <> 'worker'"),
        },
        Retention("accountability", action="keep"),
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_default=Now())
    epoch = models.IntegerField()
    tx = models.BigIntegerField()
    person_id = models.UUIDField(null=True)
    post = models.CharField(max_length=20)
    purpose = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    #: Codes, numbers and moments of the steps taken, to count again from. No word and no name.
    facts = models.JSONField(default=list, db_default=[])

    class Meta:
        indexes = [
            models.Index(fields=["epoch", "tx", "id"], name="audit_by_tx"),
            models.Index(fields=["object_id", "at"], name="audit_by_object"),
        ]


class Seal(models.Model):
    """One sealed batch of the audit log: a Merkle root (RFC 6962), chained and signed."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {"nj_system": Rule("SI", EVERYTHING), "nj_door": Rule("S", EVERYTHING)},
        Retention("accountability", action="keep"),
    )

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    epoch = models.IntegerField()
    from_tx = models.BigIntegerField()
    until_tx = models.BigIntegerField()
    rows = models.IntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)


class Look(models.Model):
    """Somebody looked at a person's record. The person can read it: 谁看过我的信息."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_door": Rule("SIU", EVERYTHING),
            "nj_worker": Rule("S", mine("subject_id")),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("transparency", days=1095, since="at", held_by="object_id"),
        export=("at", "viewer", "org", "what"),
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(db_default=Now())
    subject_id = models.UUIDField()
    viewer_id = models.UUIDField(null=True)
    viewer = models.CharField(max_length=60)
    org = models.CharField(max_length=120)
    what = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-at"], name="look_by_subject")]


#: The operating union itself acts, not one below it.
AT_THE_TOP = f"{setting('path')} = {setting('root')}"


class Hold(Scoped, Placed):
    """依法保留: while this is in force, retention passes over one matter and what hangs on it.

    Stands where the matter stands in the tree and moves with it. `until` is the first moment it no
    longer holds; without one it holds until somebody lifts it, which writes `until`.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule(
                "SIU",
                f"({within()}) AND {AT_THE_TOP}",
                beyond=within(),
                columns=("until", "lifted_by", "lifted_name"),
            ),
            "nj_admin": Rule(
                "SIU", beneath("org_path"), columns=("until", "lifted_by", "lifted_name")
            ),
            "nj_system": Rule("SD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("accountability", days=1095, since="until"),
    )

    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    #: What people call the matter: its number.
    number = models.CharField(max_length=24)
    reason = models.CharField(max_length=200)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["object_id", "until"], name="hold_by_object"),
            models.Index(fields=["org_root", "org_path", "-since", "-id"], name="hold_newest"),
        ]


class Erasure(Scoped):
    """One run of retention: how many rows of each model were erased and passed over. No ids."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {"nj_system": Rule("SI", EVERYTHING)},
        Retention("accountability", action="keep"),
    )

    at = models.DateTimeField()
    #: Model -> {"erased": rows, "held": rows}.
    counts = models.JSONField(default=dict)
