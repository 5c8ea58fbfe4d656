"""Typed ``NIANGJIA_*`` settings: read once from the environment, shown by ``niangjia doctor``.

The web side reads the same variables, so a name means one thing everywhere.
"""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from importlib.metadata import version
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from niangjia.kernel.base import databases
from niangjia.run.errors import RunError

VERSION = version("niangjia")
TRUE = {"1", "true", "yes", "on"}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
#: The words in braces are filled in.
SMS_BODY = '{"id": "{id}", "to": "{to}", "text": "{text}"}'
WECHAT = "https://api.weixin.qq.com"
FALSE = {"0", "false", "no", "off", ""}


def as_flag(text: str) -> bool:
    """Read yes or no; anything else raises ValueError."""
    word = text.strip().lower()
    if word in TRUE | FALSE:
        return word in TRUE
    raise ValueError("should be 1 or 0")


def as_count(text: str) -> int:
    """Read a whole number of at least one."""
    if text.strip().isdigit() and int(text) > 0:
        return int(text)
    raise ValueError("should be a whole number above zero")


def as_words(text: str) -> tuple[str, ...]:
    """Read a comma-separated list; blanks fall away."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def as_networks(text: str) -> tuple[str, ...]:
    """Read addresses or networks such as ``10.0.0.0/8,127.0.0.1``."""
    try:
        return tuple(str(ip_network(word, strict=False)) for word in as_words(text))
    except ValueError as error:
        raise ValueError("should be addresses or networks such as 10.0.0.0/8") from error


def as_level(text: str) -> str:
    """Read a log level."""
    if text.upper() in LEVELS:
        return text.upper()
    raise ValueError(f"should be one of {', '.join(LEVELS)}")


def as_web_url(text: str) -> str:
    """Read an http or https address, or nothing."""
    if not text or (urlsplit(text).scheme in {"http", "https"} and urlsplit(text).netloc):
        return text
    raise ValueError("should be an http:// or https:// address")


def as_mail_url(text: str) -> str:
    """Read smtp://user:password@host:587 (with STARTTLS) or smtps://…, or nothing."""
    if not text or (urlsplit(text).scheme in {"smtp", "smtps"} and urlsplit(text).hostname):
        return text
    raise ValueError("should begin with smtp:// or smtps:// and name a host")


def as_shape(text: str) -> str:
    """Read a JSON object that holds the words {to} and {text}."""
    try:
        shape = json.loads(text)
    except ValueError as error:
        raise ValueError("should be JSON") from error
    if isinstance(shape, dict) and "{to}" in text and "{text}" in text:
        return text
    raise ValueError("should be a JSON object with {to} and {text} in it")


def as_database_url(text: str) -> str:
    """Read a postgresql address, or nothing."""
    if text:
        databases.read(text)
    return text


def setting(variable: str, default: Any, read: Callable[[str], Any], note: str, **more: Any) -> Any:
    """Declare one field: its variable, default, reader and one line of explanation."""
    return field(
        default=default, metadata={"variable": variable, "read": read, "note": note, **more}
    )


@dataclass(frozen=True)
class Settings:
    """Everything an operator may choose. Defaults suit one machine and a first look."""

    data: str = setting("NIANGJIA_DATA", "", str, "data directory")
    database_url: str = setting(
        "DATABASE_URL", "", as_database_url, "your own PostgreSQL, login nj_app", secret=True
    )
    jobs_url: str = setting(
        "NIANGJIA_JOBS_URL", "", as_database_url, "the same, login nj_jobs", secret=True
    )
    migrate_url: str = setting(
        "NIANGJIA_MIGRATE_URL", "", as_database_url, "the same, login nj_migrate", secret=True
    )
    allowed_hosts: tuple[str, ...] = setting(
        "NIANGJIA_ALLOWED_HOSTS", (), as_words, "host names the site answers to"
    )
    https: bool = setting("NIANGJIA_HTTPS", False, as_flag, "visitors arrive by https")
    trusted_proxies: tuple[str, ...] = setting(
        "NIANGJIA_TRUSTED_PROXIES", (), as_networks, "proxies whose forwarded headers count"
    )
    sms_url: str = setting(
        "NIANGJIA_SMS_URL", "", as_web_url, "gateway that sends text messages", secret=True
    )
    sms_key: str = setting("NIANGJIA_SMS_KEY", "", str, "key of that gateway", secret=True)
    sms_body: str = setting("NIANGJIA_SMS_BODY", SMS_BODY, as_shape, "what that gateway is sent")
    sms_hourly: int = setting(
        "NIANGJIA_SMS_HOURLY", 3000, as_count, "text messages an hour: codes, and again reminders"
    )
    room_rate: int = setting(
        "NIANGJIA_ROOM_RATE", 400, as_count, "people a waiting room lets in a second"
    )
    site_url: str = setting(
        "NIANGJIA_SITE_URL", "", as_web_url, "address people open, for links in messages"
    )
    mail_url: str = setting(
        "NIANGJIA_MAIL_URL", "", as_mail_url, "server that sends e-mail", secret=True
    )
    mail_from: str = setting("NIANGJIA_MAIL_FROM", "", str, "whom e-mail comes from")
    wechat_app: str = setting("NIANGJIA_WECHAT_APP", "", str, "id of the WeChat official account")
    wechat_secret: str = setting(
        "NIANGJIA_WECHAT_SECRET", "", str, "secret of that account", secret=True
    )
    wechat_url: str = setting(
        "NIANGJIA_WECHAT_URL", WECHAT, as_web_url, "where WeChat answers programs"
    )
    staff_mfa: bool | None = setting(
        "NIANGJIA_STAFF_MFA",
        None,
        as_flag,
        "staff need a passkey or one-time code (on, but not in the demo)",
    )
    staff_idle: int = setting(
        "NIANGJIA_STAFF_IDLE", 1800, as_count, "seconds until idle staff log in again"
    )
    staff_longest: int = setting(
        "NIANGJIA_STAFF_LONGEST", 36000, as_count, "seconds until all staff log in again"
    )
    web_workers: int = setting("NIANGJIA_WEB_WORKERS", 2, as_count, "web processes")
    web_threads: int = setting("NIANGJIA_WEB_THREADS", 4, as_count, "threads in each")
    films: int = setting(
        "NIANGJIA_FILMS", 4, as_count, "films of the mood check this machine takes at a time"
    )
    pool: int = setting("NIANGJIA_POOL", 8, as_count, "database connections in each process")
    log_level: str = setting("NIANGJIA_LOG_LEVEL", "WARNING", as_level, "what the site logs")
    pg_user: str = setting(
        "NIANGJIA_PG_USER", "", str, "account of the embedded PostgreSQL when started by root"
    )
    pg_bin: str = setting("NIANGJIA_PG_BIN", "", str, "folder of other PostgreSQL programs")
    manage: str = setting(
        "NIANGJIA_MANAGE", "niangjia.site.manage", str, "module of the site's commands"
    )
    wsgi: str = setting(
        "NIANGJIA_WSGI", "niangjia.site.wsgi:application", str, "application the web serves"
    )

    @property
    def embedded(self) -> bool:
        """Whether Niangjia brings its own PostgreSQL."""
        return not self.database_url


@dataclass(frozen=True)
class Shown:
    """One line of ``doctor``: variable, value with secrets masked, where it came from."""

    variable: str
    value: str
    source: str
    note: str


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read all settings; a value that cannot be read is a RunError naming the variable."""
    source = os.environ if environ is None else environ
    return Settings(**{one.name: read_one(one, source) for one in fields(Settings)})


def read_one(one: Field[Any], environ: Mapping[str, str]) -> Any:
    """Read one field, or keep its default when the variable is absent."""
    variable = one.metadata["variable"]
    if variable not in environ:
        return one.default
    try:
        return one.metadata["read"](environ[variable].strip())
    except ValueError as error:
        raise RunError(f"The setting {variable} {error}.") from error


def show(settings: Settings, environ: Mapping[str, str] | None = None) -> list[Shown]:
    """List every setting for ``doctor``; addresses holding a password appear as dots."""
    source = os.environ if environ is None else environ
    return [
        Shown(
            one.metadata["variable"],
            text_of(getattr(settings, one.name), bool(one.metadata.get("secret"))),
            "environment" if one.metadata["variable"] in source else "default",
            one.metadata["note"],
        )
        for one in fields(Settings)
    ]


def text_of(value: object, secret: bool) -> str:
    """Write a value for people: masked, joined, or a dash when there is none."""
    if value in ("", (), None):
        return "-"
    if secret:
        return "••••••"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def data_directory(chosen: str | None, settings: Settings) -> Path:
    """Find the data directory: ``--data``, NIANGJIA_DATA, else ``.niangjia`` in the checkout."""
    named = chosen or settings.data
    return Path(named).expanduser().absolute() if named else home() / ".niangjia"


def home() -> Path:
    """The checkout this package runs from, else the current directory."""
    checkout = Path(__file__).resolve().parents[3]
    return checkout if (checkout / "requirements.lock").is_file() else Path.cwd()
