"""Uploads, served from ``var/media``: pictures and recordings of ours in the page, everything else as a download."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.views.decorators.http import require_safe

from media import access
from media.models import Material, Recording, Slide, Upload
from media.ranges import RangeNotSatisfiable, piece_of, read_range

#: Renditions: made by us from pictures, without what a camera wrote into the file.
PUBLIC_FOLDERS = ("images",)
#: Originals tell where a photograph was taken, portraits stand in the back office only. Documents go through Wagtail's own view, which asks for permission.
STAFF_FOLDERS = ("original_images", "avatar_images")
#: Residents' photographs: each is asked for by its row, and what is shown today may be hidden tomorrow.
RESIDENTS_FOLDER = "residents"
#: What a browser may show. By our own list: what Python guesses depends on the machine's.
PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
#: What a browser may play or read beside it; seeking asks for a part of it.
PLAYED_TYPES = {
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
}
SHOWN_TYPES = PICTURE_TYPES | PLAYED_TYPES
DAY = 60 * 60 * 24
PRIVATE = "private, no-store"
#: What an upload may do in a browser that opens it: nothing.
CONTENT_SECURITY_POLICY = "default-src 'none'; sandbox"


@dataclass(frozen=True)
class Stored:
    """A file that is there: its name in the storage, its size and age."""

    name: str
    size: int
    modified: datetime

    @property
    def etag(self) -> str:
        return quote_etag(f"{int(self.modified.timestamp() * 1_000_000):x}-{self.size:x}")


@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer one file below ``var/media``; 404 for what is not there and for what the reader may not see."""
    if posixpath.normpath(path) != path:
        raise Http404(path)
    cached = _caching(request, path)
    stored = _find(path)
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=stored.etag, last_modified=int(stored.modified.timestamp())
    )
    if response is None:
        response = _answer(stored, request)
    response["ETag"] = stored.etag
    response["Last-Modified"] = http_date(stored.modified.timestamp())
    response["Cache-Control"] = cached
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _material_of_slide(name: str) -> Material:
    return get_object_or_404(Slide.objects.select_related("slide_set__material"), image=name).slide_set.material


def _recording_of(column: str) -> Callable[[str], Recording]:
    return lambda name: get_object_or_404(Recording, **{column: name})


#: Folders of what a page shows: whose file it is, and so who may see it, is asked of the row.
SHOWN_FOLDERS: dict[str, Callable[[str], Material | Recording]] = {
    "slides": _material_of_slide,
    "recordings": _recording_of("file"),
    "captions": _recording_of("captions"),
    "media_thumbnails": _recording_of("thumbnail"),
}


def _folder(name: str) -> str:
    return name.partition("/")[0]


def _caching(request: HttpRequest, name: str) -> str:
    """Return how long ``name`` may be kept, and by whom; raises ``Http404`` when this reader may not see it."""
    folder = _folder(name)
    if folder in PUBLIC_FOLDERS:
        return f"public, max-age={DAY}"
    if folder == RESIDENTS_FOLDER:
        return _caching_of_photo(request, name)
    if folder in SHOWN_FOLDERS:
        return _caching_of_shown(request, SHOWN_FOLDERS[folder](name))
    if folder in STAFF_FOLDERS and request.user.has_perm("wagtailadmin.access_admin"):
        return PRIVATE
    raise Http404(name)


def _caching_of_photo(request: HttpRequest, name: str) -> str:
    photo = get_object_or_404(Upload, file=name)
    if access.is_public(photo):
        return _while_it_is_public()
    if access.may_see(request.user, photo):
        return PRIVATE
    raise Http404(name)


def _caching_of_shown(request: HttpRequest, what: Material | Recording) -> str:
    if access.is_shown(what):
        return _while_it_is_public()
    if request.user.has_perm("wagtailadmin.access_admin"):
        return PRIVATE
    raise Http404(str(what))


def _while_it_is_public() -> str:
    return f"public, max-age=0, must-revalidate, s-maxage={settings.PUBLIC_PAGE_SECONDS}"


def _find(name: str) -> Stored:
    """Return the file; raises ``Http404`` when it is none or is a link to somewhere else."""
    try:
        if _leads_out(name):
            raise Http404(name)
        return Stored(name, default_storage.size(name), default_storage.get_modified_time(name))
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404(name) from error


def _leads_out(name: str) -> bool:
    """Whether a local file is a folder, or really lies outside of the folder its name starts with."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # an object store has no links
        return False
    folder = Path(default_storage.path(_folder(name)))
    return not path.is_file() or not path.resolve().is_relative_to(folder.resolve())


def _answer(stored: Stored, request: HttpRequest) -> HttpResponseBase:
    shown = SHOWN_TYPES.get(Path(stored.name).suffix.lower())
    content_type = shown or "application/octet-stream"
    response: HttpResponseBase
    if settings.MEDIA_ACCEL_LOCATION:
        # The web server in front reads the range by itself.
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_LOCATION.rstrip('/')}/{quote(stored.name)}"
    else:
        response = _whole_or_part(stored, request, content_type)
    if shown is None:
        name = PurePosixPath(stored.name).name
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _whole_or_part(stored: Stored, request: HttpRequest, content_type: str) -> HttpResponseBase:
    """Answer the whole file, or the part that a player asked for after a jump."""
    response: HttpResponseBase
    try:
        asked = read_range(request.headers, size=stored.size, etag=stored.etag)
    except RangeNotSatisfiable:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{stored.size}"
        return response
    file = default_storage.open(stored.name)
    if asked is None or content_type.startswith("text/"):  # a part of a text could not be compressed on its way
        response = FileResponse(file, content_type=content_type)
    else:
        response = StreamingHttpResponse(piece_of(file, asked), status=206, content_type=content_type)
        response["Content-Length"] = str(len(asked))
        response["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{stored.size}"
    response["Accept-Ranges"] = "bytes"
    return response
