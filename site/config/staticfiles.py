"""Hashed, compressed static files whose ES modules import each other by hashed names.

Django can rewrite imports by itself (``support_js_module_import_aggregation``), but for all files or none, and it trips
over others' comments, over a statement without its semicolon and over an ``export … from`` after a bare ``import``.
What stays: an import inside a comment is rewritten too, and two modules that import each other cannot be hashed.
"""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Only our own folders: what others wrote is left as it is.
OWN_MODULES = ("js/*.js", "maps/*.js", "consultation/*.js", "cms/*.js")
_RELATIVE = r"""["'](?P<url>\.{1,2}/[^"']+)["']"""
IMPORTS = (
    # import … from "./x.js", export … from "./x.js": up to the first quote, so never from one statement into another.
    (rf"""(?P<matched>(?P<names>\b(?:import|export)\b[^;'"()]*?\bfrom\s*){_RELATIVE})""", '%(names)s"%(url)s"'),
    (rf"""(?P<matched>\bimport\s*{_RELATIVE})""", 'import "%(url)s"'),
    (rf"""(?P<matched>\bimport\(\s*{_RELATIVE}\s*\))""", 'import("%(url)s")'),
)


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    patterns: ClassVar = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((glob, IMPORTS) for glob in OWN_MODULES),
    )
