"""Settings of every process. What differs between them comes through the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from .environment import DATA, flag, login, mail, secret, words

#: web (default) logs in as nj_app, jobs as nj_jobs, owner as nj_migrate acting as nj_owner.
PROCESS = os.environ.get("NIANGJIA_PROCESS", "web")
DEMO = flag("NIANGJIA_DEMO")
DEBUG = False
NIANGJIA_DEMO = DEMO
NIANGJIA_DATA = DATA
NIANGJIA_TEST_ACTS = False
NIANGJIA_STAFF_MFA = flag("NIANGJIA_STAFF_MFA", default=not DEMO)
NIANGJIA_SMS_URL = os.environ.get("NIANGJIA_SMS_URL", "")
NIANGJIA_SMS_KEY = os.environ.get("NIANGJIA_SMS_KEY", "")
NIANGJIA_SMS_BODY = os.environ.get(
    "NIANGJIA_SMS_BODY", '{"id": "{id}", "to": "{to}", "text": "{text}"}'
)
#: Text messages the whole house may send in an hour; codes and reminders are counted apart.
NIANGJIA_SMS_HOURLY = int(os.environ.get("NIANGJIA_SMS_HOURLY", "3000"))
#: People a waiting room lets in to claim in a second: half of what claims were measured at.
NIANGJIA_ROOM_RATE = int(os.environ.get("NIANGJIA_ROOM_RATE", "400"))
NIANGJIA_MAIL_URL = os.environ.get("NIANGJIA_MAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("NIANGJIA_MAIL_FROM", "")
_MAIL = mail(NIANGJIA_MAIL_URL)
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = _MAIL.host, _MAIL.port, 10
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL.wrapped, _MAIL.upgraded
NIANGJIA_WECHAT_APP = os.environ.get("NIANGJIA_WECHAT_APP", "")
NIANGJIA_WECHAT_SECRET = os.environ.get("NIANGJIA_WECHAT_SECRET", "")
NIANGJIA_WECHAT_URL = os.environ.get("NIANGJIA_WECHAT_URL", "https://api.weixin.qq.com")
#: Seconds a post stays entered without use, and at most.
NIANGJIA_STAFF_IDLE = int(os.environ.get("NIANGJIA_STAFF_IDLE", "1800"))
NIANGJIA_STAFF_LONGEST = int(os.environ.get("NIANGJIA_STAFF_LONGEST", "36000"))
#: Films of the mood check this machine takes at a time; half of that time a film is coming in.
NIANGJIA_FILMS = int(os.environ.get("NIANGJIA_FILMS", "4"))
NIANGJIA_FIELD_KEY = secret("field_key")
NIANGJIA_INDEX_KEY = secret("index_key")
NIANGJIA_AUDIT_KEY = secret("audit_key")
SECRET_KEY = secret("django_key")

HTTPS = flag("NIANGJIA_HTTPS")
TRUSTED_PROXIES = words("NIANGJIA_TRUSTED_PROXIES")
ALLOWED_HOSTS = words("NIANGJIA_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

#: Where people find us, for links in messages that leave the house.
NIANGJIA_SITE_URL = (
    os.environ.get("NIANGJIA_SITE_URL", "").rstrip("/")
    or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
)

INSTALLED_APPS = [
    "niangjia.site",
    "niangjia.services.feedback",
    "niangjia.services.benefits",
    "niangjia.services.lodging",
    "niangjia.services.mood",
    "niangjia.kernel.cases",
    "niangjia.kernel.offers",
    "niangjia.kernel.letters",
    "niangjia.kernel.mediation",
    "niangjia.kernel.bundles",
    "niangjia.kernel.insight",
    "niangjia.kernel.desks",
    "niangjia.kernel.notices",
    "niangjia.kernel.rules",
    "niangjia.kernel.papers",
    "niangjia.kernel.files",
    "niangjia.kernel.surveys",
    "niangjia.kernel.people",
    "niangjia.kernel.acts",
    "niangjia.kernel.base",
    "niangjia.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "csp",
]

MIDDLEWARE = [
    "niangjia.site.middleware.Programs",
    "niangjia.site.middleware.Doorstep",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "niangjia.site.middleware.Policy",
    "niangjia.kernel.people.sessions.SessionMiddleware",
    "niangjia.site.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "niangjia.site.middleware.Refusals",
]

ROOT_URLCONF = "niangjia.site.urls"
WSGI_APPLICATION = "niangjia.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "niangjia.ui.folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "niangjia.site.context.house",
            ],
        },
    },
]

_ROLES = {
    "web": ("app", "DATABASE_URL"),
    "jobs": ("jobs", "NIANGJIA_JOBS_URL"),
    "owner": ("migrate", "NIANGJIA_MIGRATE_URL"),
}
_LOGIN, _URL = _ROLES[PROCESS]
_POOL = {"min_size": 2, "max_size": int(os.environ.get("NIANGJIA_POOL", "8")), "timeout": 10}

_DATABASE = login(_LOGIN, _URL)
_OURS: dict[str, Any] = (
    {"assume_role": "nj_owner"}
    if PROCESS == "owner"
    else {"pool": _POOL if PROCESS == "web" else False}
)

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **_DATABASE,
        "ENGINE": "niangjia.kernel.base.engine",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**_DATABASE["OPTIONS"], **_OURS},
    }
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
LOGIN_URL = "/account/login/code/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "niangjia.kernel.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_ENABLED = True
ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = 3
ACCOUNT_FORMS = {
    "change_phone": "niangjia.kernel.people.entrance.forms.NewPhoneForm",
    "verify_phone": "niangjia.kernel.people.entrance.forms.NewPhoneCodeForm",
}
#: Messages and codes are counted by our own limiter, where every process sees them.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "request_login_code": None,
    "change_phone": None,
    "verify_phone": None,
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
MFA_ADAPTER = "niangjia.kernel.people.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
#: A passkey that checked who holds it is both locks at once; without JavaScript the code remains.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "niangjia.kernel.people.entrance.forms.KeyForm"}

SESSION_ENGINE = "niangjia.kernel.people.sessions"
SESSION_COOKIE_NAME = "__Host-niangjia" if HTTPS else "niangjia"
SESSION_COOKIE_AGE = 30 * 86400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "niangjia.site.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, "'strict-dynamic'"],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "house_cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
}

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [str(Path(__file__).parent / "locale")]
LANGUAGE_COOKIE_NAME = "ui_lang"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
#: Count first; small ones stay in memory, large ones go to a file without a name.
FILE_UPLOAD_HANDLERS = [
    "niangjia.kernel.files.engine.streaming.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "niangjia.kernel.files.engine.streaming.Spooled",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("NIANGJIA_LOG_LEVEL", "WARNING")},
    # A 404 is an answer, not an event: only what failed belongs in the log.
    "loggers": {"niangjia": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
