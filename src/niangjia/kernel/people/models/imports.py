"""Bringing many organisations, people or posts in from a file, row by row and once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall, own_org

#: What hangs on an import is seen by those who see the import.
SEEN = "EXISTS (SELECT 1 FROM people_import i WHERE i.id = {table}.run_id)"
KEPT = Retention("import bookkeeping", days=30, since="created_at")
WITH_IMPORT = Retention("import bookkeeping", days=30, since="run__created_at")


class Import(Scoped, Placed):
    """One uploaded file, from reading to its result. Belongs to the organisation that brought it.

    reading -> preview -> running -> done -> undoing -> undone; or unreadable, dropped.
    """

    class Kinds(models.TextChoices):
        ORGS = "orgs", noop("单位")
        PEOPLE = "people", noop("人员")
        APPOINTMENTS = "appointments", noop("任职")

    class States(models.TextChoices):
        READING = "reading", noop("正在读取")
        UNREADABLE = "unreadable", noop("读不出来")
        PREVIEW = "preview", noop("等你核对")
        RUNNING = "running", noop("正在导入")
        DONE = "done", noop("导入好了")
        UNDOING = "undoing", noop("正在撤销")
        UNDONE = "undone", noop("已撤销")
        DROPPED = "dropped", noop("没有导入")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("SIU", own_org()),
            "nj_admin": Rule("SIU", own_org()),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        KEPT,
    )

    kind = models.CharField(max_length=12, choices=Kinds.choices)
    state = models.CharField(max_length=10, choices=States.choices, default=States.READING)
    file_name = models.CharField(max_length=120)
    org_id = models.UUIDField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=60)
    by_post = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True, default="")
    total = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    created = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    skipped = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["org_id", "-created_at", "-id"], name="import_newest")]


class ImportFile(models.Model):
    """The file as uploaded, sealed, until it has been read."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("I", SEEN.format(table="people_importfile")),
            "nj_admin": Rule("I", SEEN.format(table="people_importfile")),
            "nj_system": Rule("SD", EVERYTHING),
        },
        WITH_IMPORT,
    )

    run = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="+")
    content = models.TextField()


class ImportRow(models.Model):
    """One line of the file and what became of it. The pair (import, line) makes it happen once.

    `data` is sealed and emptied once the line is in. The row is written in the same transaction
    as the record it made: as long as both carry that transaction, nobody has touched the record.
    """

    class States(models.TextChoices):
        GOOD = "good", noop("可以导入")
        SAME = "same", noop("已经有了")
        BAD = "bad", noop("有错")
        DONE = "done", noop("新增")
        CHANGED = "changed", noop("更新")
        SKIPPED = "skipped", noop("跳过")
        FAILED = "failed", noop("没导进去")
        UNDONE = "undone", noop("已撤销")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_staff": Rule("S", SEEN.format(table="people_importrow")),
            "nj_admin": Rule("S", SEEN.format(table="people_importrow")),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
        Retention("import bookkeeping", days=30, since="at"),
    )

    pk = models.CompositePrimaryKey("run_id", "number")
    run_id = models.UUIDField()
    number = models.IntegerField()
    data = models.TextField()
    errors = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=States.choices)
    object_id = models.UUIDField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["run_id", "state", "number"], name="import_row_by_state")]
