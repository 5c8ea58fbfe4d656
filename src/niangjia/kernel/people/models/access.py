"""What log-in needs, kept apart from people: accounts, sessions, tokens, the demo's messages."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.models import Scoped
from niangjia.kernel.base.walls import EVERYTHING, Kind, Retention, Rule, Wall, mine


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by their identifier; phones go through the adapter's blind index."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(pk=UUID(str(username)))


class Account(AbstractBaseUser):
    """A log-in. Holds no name: the person behind it lives in another table, behind the wall."""

    wall: ClassVar[Wall] = Wall(
        Kind.ACCOUNT,
        {
            "nj_app": Rule("SIU", EVERYTHING),
            "nj_entry": Rule("SIU", EVERYTHING),
            "nj_system": Rule("SIU", EVERYTHING),
            "nj_door": Rule("SIU", EVERYTHING),
        },
        Retention("log-in"),
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField(unique=True)
    phone = models.CharField(max_length=200, blank=True, default="")
    phone_index = models.CharField(max_length=32, blank=True, default="")
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~Q(phone_index=""), name="account_phone_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Session(AbstractBaseSession):
    """A browser's session. The key column holds the digest of the cookie, never the cookie."""

    wall: ClassVar[Wall] = Wall(
        Kind.ACCOUNT,
        {
            "nj_app": Rule("SIUD", EVERYTHING),
            "nj_entry": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SUD", EVERYTHING),
            "nj_system": Rule("SD", EVERYTHING),
        },
        Retention("log-in", days=90, since="expire_date"),
    )

    session_key = models.CharField(max_length=64, primary_key=True)
    person_id = models.UUIDField(null=True)
    appointment_id = models.UUIDField(null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        indexes = [models.Index(fields=["person_id"], name="session_by_person")]

    @classmethod
    def get_session_store_class(cls) -> Any:
        return None


class Token(Scoped):
    """A bearer token of a program acting for a person; only its digest is stored."""

    wall: ClassVar[Wall] = Wall(
        Kind.ACCOUNT,
        {
            "nj_worker": Rule("SU", mine()),
            "nj_staff": Rule("SU", mine()),
            "nj_system": Rule("SIUD", EVERYTHING),
            "nj_door": Rule("SU", EVERYTHING),
        },
        Retention("log-in", days=90, since="expires_at"),
        export=("label", "created_at", "expires_at"),
    )

    person_id = models.UUIDField()
    appointment_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60, blank=True, default="")
    permits = ArrayField(models.CharField(max_length=60), null=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class DevSms(Scoped):
    """A text message of the demo: never sent, shown at /dev/inbox."""

    wall: ClassVar[Wall] = Wall(
        Kind.LOG,
        {
            "nj_app": Rule("SI", EVERYTHING),
            "nj_entry": Rule("SI", EVERYTHING),
            "nj_jobs": Rule("SI", EVERYTHING),
            "nj_system": Rule("SID", EVERYTHING),
        },
        Retention("demo", days=7, since="at"),
    )

    phone = models.CharField(max_length=20)
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["-at"], name="dev_sms_newest")]
