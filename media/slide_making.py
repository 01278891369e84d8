"""A PDF becomes slides: a few pages a task, each page committed as it is done, from where an earlier try ended."""

import hashlib
from datetime import timedelta
from functools import partial

import pypdfium2
from django.core.files.base import ContentFile
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from folding import fold
from media import pdf
from media.models import Material, Slide, SlideSet
from media.models.slides import MOST_PAGES
from pagecache import purge

#: What one task does before it lets others in: letters and notices do not wait for a thick file.
PAGES_AT_A_TIME = 10
#: A page takes seconds. Whoever was silent for longer was ended.
SILENT_FOR = timedelta(minutes=2)
#: So often a page may end the worker.
MOST_STALLS = 3

#: Sent with ``material`` when there are pages to show, or none any more.
slides_changed = Signal()


def tag_of(material_id: int) -> str:
    """Return the cache tag of every page that shows a material's slides."""
    return f"slides:{material_id}"


@transaction.atomic
def request_slides(material: Material) -> SlideSet:
    """Have the pages made of a material that was chosen as slides; nothing happens when they are there or on their way.

    Pages of another file, which the material had before, go.
    """
    slide_set, created = SlideSet.objects.select_for_update().get_or_create(material=material)
    sha256 = sha256_of(material)
    if created or slide_set.sha256 != sha256:
        _begin(slide_set, sha256)
    return slide_set


@transaction.atomic
def retry(slide_set: SlideSet) -> None:
    """Try again what failed, from the page on that did; all of it when the file is another."""
    slide_set = SlideSet.objects.select_for_update().get(pk=slide_set.pk)
    sha256 = sha256_of(slide_set.material)
    if slide_set.sha256 != sha256:
        _begin(slide_set, sha256)
    elif slide_set.status == SlideSet.Status.FAILED:
        _wait(slide_set, stalls=0)


def resume_stalled() -> int:
    """Begin again what was silent for too long, and return how many that were; the worker was ended in between."""
    # Not what only waits: its task is a row in the database, which nobody can lose.
    silent = SlideSet.objects.filter(status=SlideSet.Status.WORKING, changed_at__lt=timezone.now() - SILENT_FOR)
    keys = list(silent.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            slide_set = silent.select_for_update().filter(pk=key).first()
            if slide_set is None:  # it moved on
                continue
            if slide_set.stalls >= MOST_STALLS:
                _fail(slide_set, SlideSet.Problem.PAGE)
            else:
                _wait(slide_set, stalls=slide_set.stalls + 1)
    return len(keys)


def make_slides(material_id: int, sha256: str) -> None:
    """Make the next pages of a material, and leave the rest to another task; a set of another file is left alone."""
    slide_set = _taken(material_id, sha256)
    if slide_set is None:
        return
    try:
        file = slide_set.material.file.storage.open(slide_set.material.file.name)
    except OSError:
        _give_up(slide_set, SlideSet.Problem.MISSING)
        return
    try:
        with file, pdf.opened(file) as document:
            _make_pages(slide_set, document)
    except pdf.EncryptedPdf:
        _give_up(slide_set, SlideSet.Problem.ENCRYPTED)
    except pdf.BrokenPdf:
        _give_up(slide_set, SlideSet.Problem.BROKEN)
    except pdf.UnreadablePage:
        _give_up(slide_set, SlideSet.Problem.PAGE)


def sha256_of(material: Material) -> str:
    """Return the hash of a material's file, read piece by piece; empty when it is not there."""
    digest = hashlib.sha256()
    try:
        with material.file.storage.open(material.file.name) as file:
            for piece in file.chunks():
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


@transaction.atomic
def _taken(material_id: int, sha256: str) -> SlideSet | None:
    """Mark the set as being worked on; None when there is nothing left to do in this file."""
    slide_set = _of_file(material_id, sha256)
    if slide_set is None or not slide_set.is_going_on:
        return None
    slide_set.status = SlideSet.Status.WORKING
    slide_set.save()
    return slide_set


def _of_file(material_id: int, sha256: str) -> SlideSet | None:
    rows = SlideSet.objects.select_for_update(of=("self",)).select_related("material")
    return rows.filter(pk=material_id, sha256=sha256).first()


def _make_pages(slide_set: SlideSet, document: pypdfium2.PdfDocument) -> None:
    pages = len(document)
    if pages > MOST_PAGES:
        _give_up(slide_set, SlideSet.Problem.TOO_LONG)
        return
    SlideSet.objects.filter(pk=slide_set.pk, sha256=slide_set.sha256).update(pages=pages)
    first = slide_set.finished_pages
    for index in range(first, min(pages, first + PAGES_AT_A_TIME)):
        if not _keep_page(slide_set, index + 1, pdf.read_page(document, index)):
            return
    _go_on_or_finish(slide_set, pages)


@transaction.atomic
def _keep_page(slide_set: SlideSet, number: int, page: pdf.DrawnPage) -> bool:
    """Store a page; False when another task was faster or the file is another by now."""
    now = _of_file(slide_set.pk, slide_set.sha256)
    if now is None or now.finished_pages != number - 1:
        return False
    slide = Slide(slide_set=now, number=number, width=page.width, height=page.height)
    slide.heading, slide.search_text = page.text.partition("\n")[0][:40], page.text
    slide.search_folded = fold(page.text)
    slide.image.save("slide.webp", ContentFile(page.image), save=False)
    slide.save()
    now.finished_pages, now.stalls = number, 0
    now.save()
    return True


@transaction.atomic
def _go_on_or_finish(slide_set: SlideSet, pages: int) -> None:
    now = _of_file(slide_set.pk, slide_set.sha256)
    if now is None or not now.is_going_on:
        return
    if now.finished_pages < pages:
        _wait(now, stalls=0)
        return
    now.status = SlideSet.Status.DONE
    now.save()
    _tell(now)


def _begin(slide_set: SlideSet, sha256: str) -> None:
    """Forget all pages and begin with the first, in the caller's transaction."""
    had_pages = slide_set.status == SlideSet.Status.DONE
    for slide in slide_set.slides.all():
        transaction.on_commit(partial(slide.image.storage.delete, slide.image.name))
    slide_set.slides.all().delete()
    slide_set.sha256, slide_set.pages, slide_set.finished_pages = sha256, 0, 0
    _wait(slide_set, stalls=0)
    if had_pages:
        _tell(slide_set)


def _wait(slide_set: SlideSet, *, stalls: int) -> None:
    slide_set.status, slide_set.problem, slide_set.stalls = SlideSet.Status.WAITING, "", stalls
    slide_set.save()
    _enqueue(slide_set)


def _enqueue(slide_set: SlideSet) -> None:
    from media.tasks import make_some_slides  # the task calls this module

    make_some_slides.enqueue(slide_set.pk, slide_set.sha256)


@transaction.atomic
def _give_up(slide_set: SlideSet, problem: SlideSet.Problem) -> None:
    now = _of_file(slide_set.pk, slide_set.sha256)
    if now is not None:
        _fail(now, problem)


def _fail(slide_set: SlideSet, problem: SlideSet.Problem) -> None:
    slide_set.status, slide_set.problem = SlideSet.Status.FAILED, problem
    slide_set.save()


def _tell(slide_set: SlideSet) -> None:
    purge(tag_of(slide_set.pk))
    slides_changed.send(sender=None, material=slide_set.material)
