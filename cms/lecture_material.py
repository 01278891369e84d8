"""What a lecture shows beside its text: people, slides, a recording, photographs, moments that point at the plan."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import Http404

from maps.plan.models import Proposal
from media.models import Cue, Material, Recording, Slide, SlideSet
from media.recordings import tag_of as tag_of_recording
from media.slide_making import tag_of as tag_of_slides

if TYPE_CHECKING:
    from cms.models import LecturePage, LecturePerson, LecturePhoto, Moment, Question


def is_shown(what: Material | Recording) -> bool:
    """Whether a lecture that everyone may read shows it; see ``media.access``."""
    lectures = apps.get_model("cms", "LecturePage").objects.published()
    if isinstance(what, Recording):
        return bool(lectures.filter(recording=what).exists())
    return bool(lectures.filter(slides=what).exists())


def published_slides() -> QuerySet[Any]:
    """Return the slides of lectures that everyone may read, each with ``search_text`` and the title of its lecture.

    ``place`` is its address as a page's ``url_path`` is written. One that two lectures show comes twice.
    """
    lectures = apps.get_model("cms", "LecturePage").objects.published()
    rows = Slide.objects.filter(
        slide_set__status=SlideSet.Status.DONE, slide_set__material__lectures__in=lectures.values("pk")
    )
    lecture = "slide_set__material__lectures"
    return _with_place(rows, lecture, Value("slides/"), F("number"), Value("/"))


def published_cues() -> QuerySet[Any]:
    """Return the captions of lectures that everyone may read; see ``published_slides``."""
    lectures = apps.get_model("cms", "LecturePage").objects.published()
    rows = Cue.objects.filter(recording__lectures__in=lectures.values("pk"))
    return _with_place(rows, "recording__lectures", Value("#cue-"), F("number"))


def _with_place(rows: Any, lecture: str, *tail: Value | F) -> Any:
    parts = [Cast(part, CharField()) for part in tail]
    return rows.annotate(
        lecture_title=F(f"{lecture}__title"),
        lecture_day=Coalesce(F(f"{lecture}__starts_at"), F(f"{lecture}__first_published_at")),
        place=Concat(F(f"{lecture}__url_path"), *parts, output_field=CharField()),
    ).order_by(f"{lecture}__pk", "number")


def everything(page: "LecturePage", proposals: Sequence[Proposal]) -> dict[str, Any]:
    """Return the context of ``cms/lecture.html``; ``proposals`` are the published ones that the page names."""
    slides = shown_slides(page)
    pointing = _pointing(page, proposals)
    chapters = page.recording.chapter_list if page.recording else ()
    of_chapter = {moment.chapter: moment for moment in pointing if moment.chapter}
    return {
        "slides": slides,
        "recording": page.recording,
        "questions": questions(page),
        "chapters": [(chapter, of_chapter.get(chapter.number)) for chapter in chapters],
        "moments": [m for m in pointing if (m.slide or 0) <= len(slides) and (m.chapter or 0) <= len(chapters)],
    }


def _pointing(page: "LecturePage", proposals: Sequence[Proposal]) -> list[Any]:
    by_key = {proposal.pk: proposal for proposal in proposals}
    shown = [moment for moment in page.all_moments if moment.proposal_id in by_key]
    for moment in shown:
        moment.proposal = by_key[moment.proposal_id]
        moment.address = moment.address_in(page.address)
    return sorted(shown, key=lambda moment: (moment.slide is None, moment.slide or moment.chapter))


def shown_slides(page: "LecturePage") -> list[Slide]:
    """Return a lecture's slides without their texts; none while they are being made."""
    if page.slides_id is None:
        return []
    rows = Slide.objects.filter(slide_set=page.slides_id, slide_set__status=SlideSet.Status.DONE)
    return list(rows.defer("search_text", "search_folded").order_by("number"))


def one_slide(page: "LecturePage", number: int) -> dict[str, Any]:
    """Return the context of ``cms/slide.html``. Raises ``Http404`` for a page that is not there."""
    near = Slide.objects.filter(
        slide_set=page.slides_id, slide_set__status=SlideSet.Status.DONE, number__range=(number - 1, number + 1)
    ).select_related("slide_set")
    by_number = {slide.number: slide for slide in near}
    if number not in by_number:
        raise Http404(f"slide {number} of lecture {page.pk}")
    named = [moment.proposal_id for moment in page.all_moments if moment.slide == number]
    return {
        "slide": by_number[number],
        "previous": by_number.get(number - 1),
        "next": by_number.get(number + 1),
        "total": by_number[number].slide_set.pages,
        "structured": {},  # the event is the lecture's own page
        "pointed_at": Proposal.objects.published().filter(pk__in=named).in_order() if named else (),
    }


def texts(page: "LecturePage") -> Iterable[str]:
    """Yield what its slides and its recording say, to be searched."""
    if page.slides_id:
        done = Slide.objects.filter(slide_set=page.slides_id, slide_set__status=SlideSet.Status.DONE)
        yield from done.order_by("number").values_list("search_text", flat=True)
    if page.recording:
        yield from (chapter.title for chapter in page.recording.chapter_list)
        yield from page.recording.cues.values_list("search_text", flat=True)
        yield page.recording.transcript


def tags(page: "LecturePage") -> tuple[str, ...]:
    """Name whose pages it shows."""
    slides = [tag_of_slides(page.slides_id)] if page.slides_id else []
    recording = [tag_of_recording(page.recording_id)] if page.recording_id else []
    return (*slides, *recording)


def people(page: "LecturePage") -> "list[LecturePerson]":
    typed = _typed(page, "people")
    if typed is None:
        return list(page.people.all().shown()) if getattr(page, "has_people", True) else []
    return [person for person in typed if person.person is None or person.person.live]


def photos(page: "LecturePage") -> "list[LecturePhoto]":
    typed = _typed(page, "photos")
    if typed is None:
        return list(page.photos.select_related("picture")) if getattr(page, "has_photos", True) else []
    return typed


def moments(page: "LecturePage") -> "list[Moment]":
    typed = _typed(page, "moments")
    if typed is None:
        return list(page.moments.all()) if getattr(page, "has_moments", True) else []
    return typed


def questions(page: "LecturePage") -> "list[Question]":
    """Return what was asked and everyone may read: what is answered next first, what was answered last."""
    return list(page.questions.published().in_turn()) if page.pk and getattr(page, "has_questions", True) else []


def _typed(page: "LecturePage", relation: str) -> list[Any] | None:
    """Return what stands in the form of a preview, which is not in the database; None for a page as it is stored."""
    typed: list[Any] | None = getattr(page, "_cluster_related_objects", {}).get(relation)
    return typed if typed is not None or page.pk else []
