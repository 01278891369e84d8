"""For the test suite: nothing outside a temporary folder, tasks at once, mail in memory."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="caoyang-test-")
os.environ["CAOYANG_VAR"] = _var
atexit.register(shutil.rmtree, _var, ignore_errors=True)

from config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"
PHONE_KEYS = ["only-for-tests"]
SMS_SENDER = "residents.sms.OutboxSender"
SILENCED_SYSTEM_CHECKS = ["residents.E001"]  # nobody signs in here
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir()  # whitenoise warns of a folder that is not there
READS_WRITTEN_SECONDS = None  # tests count queries
