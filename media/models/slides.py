"""A material that is slides: what became of its file, and one row for each page."""

import uuid

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.models.library import Material

#: More pages than any lecture has; a book is not taken apart.
MOST_PAGES = 400


def slide_path(slide: "Slide", filename: str) -> str:
    """Return a name that cannot be guessed: whether it may be seen is asked of its row."""
    return f"slides/{uuid.uuid4().hex}.webp"


class SlideSet(models.Model):
    """The pages of one PDF, made by a task; ``done`` is the only state that readers see."""

    class Status(models.TextChoices):
        WAITING = "waiting", gettext_lazy("等待处理")
        WORKING = "working", gettext_lazy("正在处理")
        DONE = "done", gettext_lazy("处理好了")
        FAILED = "failed", gettext_lazy("没有成功")

    class Problem(models.TextChoices):
        """Why a file cannot be leafed through, said to the editor with what to do next."""

        MISSING = "missing", gettext_lazy("文件不在了，请在资料里重新上传。")
        BROKEN = "broken", gettext_lazy("这个文件不是完整的 PDF，打不开。请重新导出一份再上传。")
        ENCRYPTED = "encrypted", gettext_lazy("这份 PDF 加了密码，打不开。请去掉密码再上传。")
        TOO_LONG = "too_long", gettext_lazy("这份 PDF 超过 %(most)s 页，太长了。请拆成几份，或只留讲座用的部分。")
        PAGE = "page", gettext_lazy("第 %(next)s 页读不出来。请重新导出 PDF 再上传，或者按“重新处理”再试一次。")

    material: "models.OneToOneField[Material, Material]" = models.OneToOneField(
        Material, models.CASCADE, related_name="slide_set", primary_key=True
    )
    #: Of the file its pages were made from.
    sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    problem = models.CharField(max_length=12, choices=Problem.choices, blank=True)
    pages = models.PositiveIntegerField(default=0)
    finished_pages = models.PositiveIntegerField(default=0)
    #: How often it was begun again without a page done since: a page that ends the worker is given up.
    stalls = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = gettext_lazy("幻灯片")
        verbose_name_plural = gettext_lazy("幻灯片")

    def __str__(self) -> str:
        return f"slides of material {self.material_id}"

    @property
    def is_going_on(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.WORKING)

    def for_people(self) -> str:
        """Return in one sentence how far it is, or what is wrong."""
        if self.is_going_on and self.pages:
            return _("正在处理：第 %(done)s 页，共 %(pages)s 页。") % {"done": self.finished_pages, "pages": self.pages}
        if self.status == self.Status.DONE:
            return _("处理好了，共 %(pages)s 页。") % {"pages": self.pages}
        if self.status == self.Status.FAILED:
            return self.Problem(self.problem).label % {"most": MOST_PAGES, "next": self.finished_pages + 1}
        return _("在排队，很快开始。")


class Slide(models.Model):
    """One page: its picture and the text that stands on it."""

    slide_set: "models.ForeignKey[SlideSet, SlideSet]" = models.ForeignKey(
        SlideSet, models.CASCADE, related_name="slides"
    )
    number = models.PositiveIntegerField()
    image = models.FileField(upload_to=slide_path)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    #: Its first line, to be named by; empty for a page of pictures.
    heading = models.CharField(max_length=40, blank=True)
    search_text = models.TextField(blank=True)
    search_folded = models.TextField(blank=True)

    class Meta:
        ordering = ("slide_set", "number")
        constraints = (models.UniqueConstraint(fields=("slide_set", "number"), name="slide_number_once"),)
        indexes = (models.Index(fields=("image",), name="slide_by_image"),)

    def __str__(self) -> str:
        return f"slide {self.number} of material {self.slide_set_id}"

    @property
    def paragraphs(self) -> list[str]:
        return self.search_text.splitlines()
