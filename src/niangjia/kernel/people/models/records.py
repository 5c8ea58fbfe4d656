"""Person, organisation, post, membership."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.models import Placed, Scoped
from niangjia.kernel.base.types import Post
from niangjia.kernel.base.walls import (
    EVERYTHING,
    Kind,
    Retention,
    Rule,
    Wall,
    beneath,
    mine,
    own_org,
    setting,
    within,
)

EVERYONE = (
    "nj_entry",
    "nj_worker",
    "nj_staff",
    "nj_firm",
    "nj_admin",
    "nj_system",
    "nj_door",
    "nj_app",
)


class Org(Scoped):
    """A union, an employer, a provider or a place. The tree is public; what happens in it is not.

    `path` is the place in the tree (33.01.99.t3.u12.), `root` the operating union's part of it
    (33.01.99.), where upward sight stops. Employers stand beside unions, never above or below.
    """

    class Kinds(models.TextChoices):
        UNION = "union", noop("工会")
        EMPLOYER = "employer", noop("用人单位")
        PROVIDER = "provider", noop("服务单位")
        PLACE = "place", noop("场所")

    class Levels(models.TextChoices):
        PROVINCE = "province", noop("省总工会")
        CITY = "city", noop("市总工会")
        COUNTY = "county", noop("区（县）总工会")
        TOWN = "town", noop("镇街工会")
        GRASSROOTS = "grassroots", noop("基层工会")
        JOINT = "joint", noop("联合工会")
        INDUSTRY = "industry", noop("行业工会")
        NONE = "", "—"

    wall: ClassVar[Wall] = Wall(
        Kind.REFERENCE,
        {
            **{role: Rule("S", EVERYTHING) for role in EVERYONE},
            "nj_staff": Rule("SIU", beneath(), beyond=EVERYTHING),
            "nj_admin": Rule("SIU", beneath(), beyond=EVERYTHING),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
    )

    kind = models.CharField(max_length=10, choices=Kinds.choices)
    level = models.CharField(max_length=10, choices=Levels.choices, blank=True, default="")
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=40, blank=True, default="")
    code = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=120, db_collation="C")
    root = models.CharField(max_length=120, db_collation="C")
    region = models.CharField(max_length=6, blank=True, default="")
    credit_code = models.CharField(max_length=18, blank=True, default="")
    industry = models.CharField(max_length=40, blank=True, default="")
    headcount = models.IntegerField(default=0)
    #: For an employer: the union its workers belong to.
    union = models.ForeignKey("self", models.SET_NULL, null=True, related_name="employers")
    founded_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="active")
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path"], name="org_path_once"),
            models.UniqueConstraint(fields=["root", "code"], name="org_code_once_per_root"),
            models.CheckConstraint(condition=Q(path__startswith=F("root")), name="org_under_root"),
        ]
        indexes = [
            models.Index(fields=["kind", "name"], name="org_by_name"),
            GinIndex(fields=["search"], name="org_search"),
        ]


class OrgCounter(models.Model):
    """Numbers given out by an organisation: segments below it, and members of a root. Never reused.

    A table of its own, so that adding a child does not write the parent's row.
    """

    wall: ClassVar[Wall] = Wall(
        Kind.REFERENCE,
        {
            "nj_staff": Rule("SIU", EVERYTHING),
            "nj_admin": Rule("SIU", EVERYTHING),
            "nj_system": Rule("SIUD", EVERYTHING),
        },
    )

    org = models.OneToOneField(Org, models.CASCADE, primary_key=True, related_name="counter")
    children = models.IntegerField(default=0)
    members = models.IntegerField(default=0)


class OrgSettings(models.Model):
    """A union's brand, hotline and switches. Unset values are inherited from the union above."""

    wall: ClassVar[Wall] = Wall(
        Kind.PUBLISHED,
        {
            **{role: Rule("S", EVERYTHING) for role in EVERYONE},
            "nj_staff": Rule(
                "SIU",
                own_org("org_id"),
                f"{own_org('org_id')} AND org_path = {setting('path')}",
                beyond=EVERYTHING,
            ),
            "nj_admin": Rule("SIU", beneath("org_path"), beyond=EVERYTHING),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
    )

    org = models.OneToOneField(Org, models.CASCADE, primary_key=True, related_name="settings")
    org_path = models.CharField(max_length=120, db_collation="C")
    brand = models.CharField(max_length=40, blank=True, default="")
    accent = models.CharField(max_length=7, blank=True, default="")
    hotline = models.CharField(max_length=30, blank=True, default="")
    logo = models.TextField(blank=True, default="")
    #: service key -> true/false; a missing key is inherited.
    services = models.JSONField(default=dict)
    updated_at = models.DateTimeField(db_default=Now())


class Person(Scoped):
    """A human being in the records, with or without a phone or an account.

    `home_*` is the union the person belongs to: the scope cadres reach the record by.
    """

    class Identity(models.IntegerChoices):
        UNKNOWN = 0, noop("未核实")
        PHONE = 1, noop("手机已验证")
        ROSTER = 2, noop("单位名册已核对")
        DOCUMENT = 3, noop("证件已核实")

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule(
                "SU",
                mine("id"),
                columns=(
                    "name",
                    "phone",
                    "phone_index",
                    "phone_last4",
                    "email",
                    "openid",
                    "state",
                    "closed_at",
                    "search",
                ),
            ),
            "nj_staff": Rule("SIU", within("home_path", "home_root")),
            # The administrator builds unions below that are roots of their own.
            "nj_admin": Rule("SIU", beneath("home_path")),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention(
            "membership",
            days=730,
            since="closed_at",
            action="erase-fields",
            leaves={
                "name": "—",
                **dict.fromkeys(("phone", "phone_index", "phone_last4"), ""),
                **dict.fromkeys(("id_number", "id_index", "email", "openid"), ""),
                "employer": None,
                "search": None,
            },
            held_by="id",
        ),
        export=("name", "phone", "email", "identity", "joined_on", "created_at"),
    )

    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=200, blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, default="")
    phone_last4 = models.CharField(max_length=4, blank=True, default="")
    id_number = models.CharField(max_length=200, blank=True, default="")
    id_index = models.CharField(max_length=32, blank=True, default="")
    email = models.CharField(max_length=200, blank=True, default="", db_default="")
    #: Whom WeChat means by this person, for our official account alone.
    openid = models.CharField(max_length=200, blank=True, default="", db_default="")
    identity = models.SmallIntegerField(choices=Identity.choices, default=Identity.UNKNOWN)
    home_org = models.ForeignKey(Org, models.PROTECT, null=True, related_name="+")
    home_path = models.CharField(max_length=120, db_collation="C", blank=True, default="")
    home_root = models.CharField(max_length=120, db_collation="C", blank=True, default="")
    employer = models.ForeignKey(Org, models.PROTECT, null=True, related_name="+")
    joined_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="active")
    merged_into = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~Q(phone_index=""), name="person_phone_once"
            ),
            models.UniqueConstraint(
                fields=["id_index"], condition=~Q(id_index=""), name="person_id_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["home_root", "home_path", "id"], name="person_by_home"),
            GinIndex(fields=["search"], name="person_search"),
        ]


class Membership(Scoped, Placed):
    """会籍: membership of a union from a day to a day. A transfer closes one and opens another."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_staff": Rule("SIU", within()),
            "nj_admin": Rule("SIU", beneath("org_path")),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("membership", days=730, since="until", held_by="person_id"),
        export=("org", "number", "since", "until"),
    )

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    org = models.ForeignKey(Org, models.PROTECT, related_name="+")
    number = models.CharField(max_length=24, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(until=None), name="one_open_membership"
            ),
            models.UniqueConstraint(
                fields=["org_root", "number"],
                condition=~Q(number=""),
                name="member_number_once_per_root",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_start",
            ),
        ]


def _same_post() -> Func:
    """Person, organisation and post as a range of one number.

    Equality inside an exclusion constraint would need the btree_gist extension, which not every
    server allows; a range of the 64-bit hash compares the same with what every server has.
    """
    key = Func(
        F("person"),
        F("org"),
        F("post"),
        arg_joiner="::text || '|' || ",
        template="hashtextextended(%(expressions)s, 0)",
    )
    return Func(key, key, function="int8range", template="%(function)s(%(expressions)s, '[]')")


def _held() -> Func:
    """The days of an appointment, both ends counted."""
    return Func(
        F("since"), F("until"), function="daterange", template="%(function)s(%(expressions)s, '[]')"
    )


class Appointment(Scoped, Placed):
    """A dated post of a person at an organisation. Only this opens more than one's own."""

    wall: ClassVar[Wall] = Wall(
        Kind.PERSONAL,
        {
            "nj_worker": Rule("S", mine()),
            "nj_firm": Rule("S", mine()),
            "nj_staff": Rule(
                "SIU",
                # Only an administrator makes an administrator.
                f"({within()}) AND post <> 'admin'",
                beyond=f"({within()}) OR ({mine()})",
            ),
            "nj_admin": Rule("SIU", beneath("org_path"), beyond=mine()),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("accountability", days=1095, since="until", held_by="person_id"),
        export=("org", "post", "since", "until"),
    )

    person = models.ForeignKey(Person, models.CASCADE, related_name="appointments")
    org = models.ForeignKey(Org, models.PROTECT, related_name="+")
    post = models.CharField(max_length=20)
    title = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True)
    appointed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    post__in=[
                        p.value for p in Post if p not in (Post.NOBODY, Post.WORKER, Post.SYSTEM)
                    ]
                ),
                name="appointment_known_post",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="appointment_ends_after_start",
            ),
            ExclusionConstraint(
                name="no_overlapping_post",
                expressions=[
                    (_same_post(), RangeOperators.OVERLAPS),
                    (_held(), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["org_root", "org_path", "post"], name="post_by_org")]
