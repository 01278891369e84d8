"""Settings every environment shares. One environment variable moves a part from embedded to big."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from config import wheels

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("CAOYANG_VAR", ROOT / "var")).resolve()
VAR.mkdir(parents=True, exist_ok=True)

# GDAL and GEOS come from wheels, so nothing has to be installed on the machine.
GDAL_LIBRARY_PATH = wheels.gdal_library()
GEOS_LIBRARY_PATH = wheels.geos_library()

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "residents.User"

INSTALLED_APPS = [
    "config",
    "cms",
    "maps.workbench",
    "maps.explorer",
    "maps.consultation",
    "maps.plan",
    "residents",
    "media",
    "pagecache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "residents.people_app.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtailmedia",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "leaflet",
    "djgeojson",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.weixin",
    "csp",
    "django.contrib.gis",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.health.answer_probes",
    "languages.by_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.content_security_policy",
    "config.middleware.TextGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "pagecache.reads.count_reads",
    "pagecache.middleware.cache_headers",
    "config.middleware.UntouchedSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.drop_spoilt_csrf_cookie",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "config.middleware.say_what_is_protected",
    "config.back_office.close_reports",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["languages.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                # Lazy: a page that does not ask who reads it does not touch the session.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site_name",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    # IMMEDIATE is what serialises writers: SQLite drops select_for_update() silently.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(url: str) -> dict[str, Any]:
    """Return Django's database entry for a URL, with what SQLite needs to be a real database."""
    entry: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if entry["ENGINE"].endswith("sqlite3"):
        entry["OPTIONS"] = {**entry.get("OPTIONS", {}), **SQLITE_OPTIONS}
    return entry


DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'db.sqlite3'}")}

CACHE_URL = os.environ.get("CACHE_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        # Files, not memory: all processes of the machine must see one rate limit and one session.
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR / "cache",
            # The default of 300 throws out every third entry, rate limits too, as soon as a few people sign in.
            # Each write lists the folder: 4 ms with a hundred files, 10 with three thousand.
            "OPTIONS": {"MAX_ENTRIES": 3_000},
        }
    )
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.staticfiles.HashedModulesStorage"},
}
# The web server in front may serve uploads itself: set to its internal location, e.g. "/internal-media/".
MEDIA_ACCEL_LOCATION = os.environ.get("MEDIA_ACCEL_LOCATION", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Language -----------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
# The address alone decides between them; never a header or a cookie.
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "site" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
# The back office speaks one language: what is written there is read by residents.
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]

# --- People -------------------------------------------------------------------------------------
# allauth's is Django's own and knows addresses too; both together would hash, and ask for permissions, twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "residents.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "residents:me"
ACCOUNT_ADAPTER = "residents.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "residents.forms.SignupDetails"
ACCOUNT_FORMS = {
    "login": "residents.account_forms.LoginForm",
    "signup": "residents.account_forms.SignupForm",
    "change_password": "residents.account_forms.ChangePasswordForm",
    "set_password": "residents.account_forms.SetPasswordForm",
    "reset_password": "residents.account_forms.ResetPasswordForm",
    "reset_password_from_key": "residents.account_forms.ResetPasswordKeyForm",
    "add_email": "residents.account_forms.AddEmailForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional"
# "strict", for with optional verification anything less tells a stranger at sign-up which addresses are known.
ACCOUNT_PREVENT_ENUMERATION = "strict"
# One address each: a new one takes the old one's place when it is confirmed.
ACCOUNT_CHANGE_EMAIL = True
# Beside allauth's own limits: how often something wrong on a page is reported from one address.
ACCOUNT_RATE_LIMITS = {"correction": "10/h/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = True
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
CSRF_FAILURE_VIEW = "config.csrf.csrf_failure"
# A code by text message is six digits, holds for five minutes and for three tries.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# Keyed hashes and ciphertext of phone numbers; rotated by adding a new one in front (manage.py rotate_phone_keys).
PHONE_KEYS = [key for key in os.environ.get("PHONE_KEYS", "").split(",") if key]

# Who sends text messages with codes: the dotted path of a class like residents.sms.SmsSender. Empty: nobody signs in by phone.
SMS_SENDER = os.environ.get("SMS_SENDER", "")
# How many may leave in a day, whoever asks: the most the bill can grow by.
SMS_PER_DAY = int(os.environ.get("SMS_PER_DAY", "500"))

# WeChat: the 网站应用 of 微信开放平台 for desktops, the 公众号 inside WeChat; each is on when its keys are said.
SOCIALACCOUNT_ADAPTER = "residents.weixin.SocialAdapter"
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
WEIXIN = "https://open.weixin.qq.com"
WEIXIN_APPS = {
    kind: {
        "app_id": os.environ[f"WEIXIN_{kind.upper()}_APP_ID"],
        "secret": os.environ[f"WEIXIN_{kind.upper()}_SECRET"],
        "authorize_url": WEIXIN + path,
        "scope": scope,
    }
    for kind, path, scope in (
        ("open", "/connect/qrconnect", "snsapi_login"),
        ("mp", "/connect/oauth2/authorize", "snsapi_userinfo"),
    )
    if os.environ.get(f"WEIXIN_{kind.upper()}_APP_ID") and os.environ.get(f"WEIXIN_{kind.upper()}_SECRET")
}

# --- Mail ---------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "caoyang@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "yes"
EMAIL_TIMEOUT = 10

# --- Wagtail ------------------------------------------------------------------------------------
SITE_NAME = "美好曹杨"
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "cms.rich_text.RichTextArea"}}
WAGTAILADMIN_BASE_URL = (os.environ.get("BASE_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# An address changed there would not be confirmed.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Material"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.MaterialForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "pptx", "xlsx", "zip", "gpkg", "geojson"]
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.Recording",
    "MEDIA_FORM_BASE": "media.forms.RecordingForm",
    # What browsers play by themselves; nothing here converts.
    "AUDIO_EXTENSIONS": ["m4a", "mp3", "ogg", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
# A shared password could be guessed without any limit.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}

# --- Map ----------------------------------------------------------------------------------------
LEAFLET_CONFIG: dict[str, Any] = {
    # No tiles by default: django-leaflet's own default would ask a third party.
    "TILES": [],
    "RESET_VIEW": False,
    "ATTRIBUTION_PREFIX": "",
    "SCALE": "metric",
    "DEFAULT_CENTER": (31.2405, 121.4035),
    "DEFAULT_ZOOM": 15,
    "MIN_ZOOM": 13,
    "MAX_ZOOM": 19,
}
TIANDITU_KEY = os.environ.get("TIANDITU_KEY", "")

# --- Security -----------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
if WEIXIN_APPS:
    # The form that begins it is redirected there.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(WEIXIN)
if TIANDITU_KEY:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"].append("https://*.tianditu.gov.cn")

# How many comments one person may send, in how much time (s, m, h or d).
COMMENT_RATE = os.environ.get("COMMENT_RATE", "10/10m")
# How long a shared cache may keep a public page; browsers always ask again (and mostly get a 304).
PUBLIC_PAGE_SECONDS = 60
# How often a process writes down what was read (None: never by itself).
READS_WRITTEN_SECONDS: int | None = 30
# Said on every page of the demonstration.
DEMO = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        # The worker sets its loggers to INFO itself and tells of every task.
        "trouble": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell of every page saved and every file read; Wagtail keeps a log of its own in the database.
    "loggers": {
        **{name: {"level": "WARNING"} for name in ("wagtail", "pyogrio")},
        **{name: {"handlers": ["trouble"], "propagate": False} for name in ("django_tasks", "django_tasks_db")},
    },
}
