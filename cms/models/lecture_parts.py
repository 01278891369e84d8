"""What belongs to a lecture and is edited with it: its people, moments that point at the plan, photographs."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.models.people import PersonPage


class LecturePersonQuerySet(models.QuerySet["LecturePerson"]):
    def shown(self) -> Self:
        """With their pages; without those whose page not everyone may read."""
        public = PersonPage.objects.published().filter(pk=models.OuterRef("person_id"))
        rows = self.filter(models.Q(person=None) | models.Q(models.Exists(public)))
        return rows.select_related("person").order_by("sort_order", "pk")


class LecturePerson(Orderable):
    """Who hosts a lecture or speaks in it: somebody with a page, or a name that is typed."""

    class Role(models.TextChoices):
        HOST = "host", _("主持")
        SPEAKER = "speaker", _("主讲")

    lecture = ParentalKey("cms.LecturePage", on_delete=models.CASCADE, related_name="people")
    role = models.CharField(_("身份"), max_length=12, choices=Role.choices, default=Role.SPEAKER)
    person = models.ForeignKey(
        PersonPage, models.CASCADE, null=True, blank=True, related_name="appearances", verbose_name=_("人物页")
    )
    typed_name = models.CharField(_("姓名和职务"), max_length=100, blank=True, help_text=_("没有人物页时填。"))

    objects = LecturePersonQuerySet.as_manager()
    panels = (FieldRowPanel([FieldPanel("role"), FieldPanel("typed_name")]), FieldPanel("person"))

    class Meta(Orderable.Meta):
        verbose_name = _("主持和主讲")
        verbose_name_plural = _("主持和主讲")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, typed_name="")
                | (models.Q(person__isnull=True) & ~models.Q(typed_name="")),
                name="lecture_person_chosen_or_typed",
                violation_error_message=_("请选一个人物页，或填姓名和职务，只用一种。"),
            ),
            models.UniqueConstraint(
                fields=("lecture",),
                condition=models.Q(role="host"),
                name="lecture_has_one_host",
                violation_error_message=_("一讲只有一位主持。"),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.person.title) if self.person else self.typed_name


class Moment(Orderable):
    """One slide or one chapter of a lecture is about one proposal. By number: the pages of a file are made anew."""

    lecture = ParentalKey("cms.LecturePage", on_delete=models.CASCADE, related_name="moments")
    slide = models.PositiveIntegerField(_("第几页幻灯片"), null=True, blank=True)
    chapter = models.PositiveIntegerField(_("第几章录音录像"), null=True, blank=True)
    proposal = models.ForeignKey("plan.Proposal", models.CASCADE, related_name="+", verbose_name=_("讲的是哪一处"))

    panels = (FieldRowPanel([FieldPanel("slide"), FieldPanel("chapter")]), FieldPanel("proposal"))

    class Meta(Orderable.Meta):
        verbose_name = _("讲到的地方")
        verbose_name_plural = _("讲到的地方")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(slide__isnull=False, chapter__isnull=True)
                | models.Q(slide__isnull=True, chapter__isnull=False),
                name="moment_slide_or_chapter",
                violation_error_message=_("请填第几页幻灯片，或第几章录音录像，只填一个。"),
            ),
        )

    def __str__(self) -> str:
        return str(
            _("第 %(slide)s 页") % {"slide": self.slide} if self.slide else _("第 %(n)s 章") % {"n": self.chapter}
        )

    def is_there(self) -> bool:
        """Whether its lecture shows that slide or that chapter now."""
        if self.slide is None:
            recording = self.lecture.recording
            return recording is not None and 0 < (self.chapter or 0) <= len(recording.chapter_list)
        slide_set = getattr(self.lecture.slides, "slide_set", None)
        return slide_set is not None and slide_set.status == slide_set.Status.DONE and 0 < self.slide <= slide_set.pages

    def address_in(self, lecture_address: str) -> str:
        """Return where exactly it stands, below the address of its lecture."""
        return lecture_address + (f"slides/{self.slide}/" if self.slide else f"#chapter-{self.chapter}")


class LecturePhoto(Orderable):
    """A photograph taken at a lecture."""

    lecture = ParentalKey("cms.LecturePage", on_delete=models.CASCADE, related_name="photos")
    picture = models.ForeignKey("media.Picture", models.CASCADE, related_name="+", verbose_name=_("照片"))
    caption = models.CharField(_("图注"), max_length=200, blank=True)

    panels = (FieldPanel("picture"), FieldPanel("caption"))

    class Meta(Orderable.Meta):
        verbose_name = _("现场照片")
        verbose_name_plural = _("现场照片")
