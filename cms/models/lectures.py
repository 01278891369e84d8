import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.url_routing import RouteResult
from wagtailmedia.edit_handlers import MediaChooserPanel

from cms import lecture_material
from cms.admin.panels import SlidesPanel
from cms.forms import LectureForm
from cms.models.attendance import Attendable, Registration, attending_panels
from cms.models.base import ArticlePage, LinkedPage, Listing, body_panels, earliest
from cms.models.lecture_parts import LecturePerson, LecturePhoto, Moment
from cms.models.links import links_panel
from cms.models.published import PublicQuerySet
from cms.models.question import Question

A_DAY = timedelta(days=1)
PER_PAGE = 12
#: Longer ones are no slide of ours, and one slide has one address.
SLIDE_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


class LectureQuerySet(PublicQuerySet):
    def newest_first(self) -> Self:
        return self.order_by(models.F("starts_at").desc(nulls_last=True), "-pk")

    def coming_first(self, *, at: datetime) -> Self:
        """The next one, then those after it, then what is over, the latest of that first."""
        coming = models.Q(starts_at__gt=at) | models.Q(time_known=False, starts_at__gt=at - A_DAY)
        return self.order_by(
            models.Case(models.When(coming, then=0), default=1),
            models.Case(models.When(coming, then="starts_at"), default=None),
            models.F("starts_at").desc(nulls_last=True),
            "-pk",
        )

    def whole(self) -> Self:
        """With what the page of one shows, or whether it has any of it: a plain lecture asks for no parts."""
        parts: dict[str, Any] = {
            "people": LecturePerson,
            "moments": Moment,
            "photos": LecturePhoto,
            "questions": Question,
        }
        here = models.OuterRef("pk")
        has = {f"has_{name}": models.Exists(part.objects.filter(lecture=here)) for name, part in parts.items()}
        taken = Registration.objects.with_a_place().filter(lecture=here).order_by().values("lecture")
        counted = Coalesce(models.Subquery(taken.annotate(number=models.Count("pk")).values("number")), 0)
        rows = super().whole().select_related("recording", "slides__slide_set")
        return rows.annotate(**has, places_taken=counted)

    def with_people(self) -> Self:
        """Host and speakers, in one query for all."""
        return self.prefetch_related(models.Prefetch("people", LecturePerson.objects.shown(), to_attr="shown_people"))


class LectureSeriesPage(Listing, ArticlePage):
    """A series of lectures, newest first."""

    subpage_types = ("cms.LecturePage", "cms.PersonPage")
    template = "cms/lecture_series.html"
    content_panels = (*Page.content_panels, *body_panels())

    class Meta:
        verbose_name = _("讲座系列")
        verbose_name_plural = _("讲座系列")

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "people")

    def listed(self) -> LectureQuerySet:
        lectures: LectureQuerySet = LecturePage.objects.child_of(self)
        return lectures

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        lectures = self.listed().published().newest_first().with_picture().with_people()
        context["page_of_lectures"] = shown = Paginator(lectures, PER_PAGE).get_page(request.GET.get("page"))
        context["valid_until"] = min((lecture.begins_by for lecture in shown if lecture.is_coming), default=None)
        return context


class LecturePage(Attendable, LinkedPage):
    """One lecture: who, where, when, what about; what was shown, recorded and photographed."""

    number = models.PositiveIntegerField(_("第几讲"), null=True, blank=True)
    starts_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    time_known = models.BooleanField(_("时刻确定"), default=True, help_text=_("只知道日期时不勾。"))
    place = models.CharField(_("地点"), max_length=100, blank=True)
    source = models.CharField(_("来源"), max_length=100, blank=True)
    slides = models.ForeignKey(
        "media.Material", models.SET_NULL, null=True, blank=True, related_name="lectures", verbose_name=_("幻灯片"),
        help_text=_("选一份 PDF。保存以后在后台拆成一页一页的图片和文字，进度就显示在这里。"),
    )  # fmt: skip
    recording = models.ForeignKey(
        "media.Recording", models.SET_NULL, null=True, blank=True, related_name="lectures", verbose_name=_("录音录像")
    )

    called = _("讲座")
    objects = PageManager.from_queryset(LectureQuerySet)()
    base_form_class = LectureForm
    searched_facts = ("place", "source")

    parent_page_types = ("cms.LectureSeriesPage",)
    subpage_types = ()
    template = "cms/lecture.html"
    content_panels = (
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("starts_at"), FieldPanel("time_known")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("source")]),
            ],
            heading=_("讲座"),
        ),
        *attending_panels(),
        InlinePanel("people", heading=_("主持和主讲"), label=_("人"), min_num=0),
        *body_panels(),
        MultiFieldPanel(
            [FieldPanel("slides"), SlidesPanel(), MediaChooserPanel("recording")],
            heading=_("幻灯片和录音录像"),
        ),
        InlinePanel("moments", heading=_("讲到的地方"), label=_("讲到的地方")),
        InlinePanel("photos", heading=_("现场照片"), label=_("现场照片")),
        links_panel(),
    )

    class Meta:
        verbose_name = _("讲座")
        verbose_name_plural = _("讲座")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of one slide: ``slides/12/``."""
        match path_components:
            case ["slides", number] if self.live and SLIDE_NUMBER.fullmatch(number):
                self.remember_way(request)
                return RouteResult(self, kwargs={"slide": int(number)})
        result: RouteResult = super().route(request, path_components)
        return result

    def get_template(self, request: HttpRequest, *args: Any, slide: int | None = None, **kwargs: Any) -> str:
        return self.template if slide is None else "cms/slide.html"

    def get_context(self, request: HttpRequest, *args: Any, slide: int | None = None, **kwargs: Any) -> dict[str, Any]:
        if slide is not None:  # without the lecture's body and what is linked to it
            plain: dict[str, Any] = super(ArticlePage, self).get_context(request, *args, **kwargs)
            return plain | lecture_material.one_slide(self, slide)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["valid_until"] = earliest(context["valid_until"], self.next_boundary)
        return context | lecture_material.everything(self, context["proposals"])

    def searchable(self) -> Iterable[str]:
        yield from super().searchable()
        yield from (person.name for person in self.people.all())
        yield from lecture_material.texts(self)

    def cache_tags(self) -> tuple[str, ...]:
        return (*super().cache_tags(), "people", *lecture_material.tags(self))

    def pictures_below(self) -> Sequence[Any]:
        return [photo.picture for photo in self.shown_photos]

    def proposals_pointed_at(self) -> Sequence[int]:
        return [moment.proposal_id for moment in self.all_moments]

    @cached_property
    def shown_people(self) -> list[LecturePerson]:
        """Who everyone may know of; a list of lectures loads them for all at once."""
        return lecture_material.people(self)

    @property
    def hosts(self) -> list[LecturePerson]:
        return [person for person in self.shown_people if person.role == LecturePerson.Role.HOST]

    @property
    def speakers(self) -> list[LecturePerson]:
        return [person for person in self.shown_people if person.role == LecturePerson.Role.SPEAKER]

    @cached_property
    def all_moments(self) -> list[Moment]:
        return lecture_material.moments(self)

    @cached_property
    def shown_photos(self) -> list[LecturePhoto]:
        return lecture_material.photos(self)

    def slug_stem(self, typed: dict[str, Any]) -> str:
        starts_at = typed.get("starts_at")
        return str(timezone.localdate(starts_at)) if starts_at else "lecture"

    @property
    def register_address(self) -> str:
        return f"{self.address}register/"

    @property
    def question_address(self) -> str:
        return f"{self.address}question/"

    @property
    def begins_by(self) -> datetime | None:
        """The moment from which it is no longer announced: its start, or the end of its day."""
        if self.starts_at is None or self.time_known:
            return self.starts_at
        return self.starts_at + A_DAY

    @property
    def is_coming(self) -> bool:
        return self.begins_by is not None and self.begins_by > timezone.now()
