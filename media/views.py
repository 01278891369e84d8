"""Uploads, served from ``var/media``: pictures of ours in the page, everything else as a download."""

import mimetypes
import posixpath
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe


#: Folders whose files are public as they are; documents go through Wagtail's own view, which asks for permission.
PUBLIC_FOLDERS = ("images", "original_images")
SHOWN_IN_PAGE = {"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"}


@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer one file below ``var/media``; 404 for what is not public or not there."""
    name = posixpath.normpath(path)
    if PurePosixPath(name).parts[:1] not in {(folder,) for folder in PUBLIC_FOLDERS}:
        raise Http404(path)
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response: HttpResponseBase
    if settings.MEDIA_ACCEL_LOCATION:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL_LOCATION + name
    else:
        try:
            response = FileResponse(default_storage.open(name), content_type=content_type)
        except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation, ValueError) as error:
            raise Http404(path) from error
    if content_type not in SHOWN_IN_PAGE:
        response["Content-Disposition"] = "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=86400"
    return response
