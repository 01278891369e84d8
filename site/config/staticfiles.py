"""Hashed, compressed static files whose ES modules import each other by hashed names."""

from typing import ClassVar

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Only our own folders: turned on for everything, Django's rewriting trips over comments in others' files.
OWN_MODULES = ("js/*.js", "maps/*.js", "consultation/*.js", "cms/*.js")
_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns[1]


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    patterns: ClassVar = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((glob, _IMPORTS) for glob in OWN_MODULES),
    )
