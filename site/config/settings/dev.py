"""For work on the code: debug pages, mail on the console."""

from config.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "only-for-development"
PHONE_KEYS = ["only-for-development"]
SMS_SENDER = "residents.sms.OutboxSender"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
