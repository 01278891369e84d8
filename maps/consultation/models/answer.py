from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Answer(models.Model):
    """What an office says to one comment, to many, or about a proposal."""

    class Kind(models.TextChoices):
        ADOPTED = "adopted", _("采纳")
        PARTLY = "partly", _("部分采纳")
        NOT_ADOPTED = "not_adopted", _("未采纳")
        PASSED_ON = "passed_on", _("转有关部门")
        LATER = "later", _("以后考虑")

    comments = models.ManyToManyField(
        "consultation.Comment", blank=True, related_name="answers", verbose_name=_("意见")
    )
    proposal = models.ForeignKey(
        "plan.Proposal", models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("方案要素")
    )
    kind = models.CharField(_("结论"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("答复"))
    office = models.CharField(_("答复单位"), max_length=100)
    promised_by = models.DateField(_("承诺完成日期"), null=True, blank=True)
    kept_on = models.DateField(_("办结日期"), null=True, blank=True, help_text=_("承诺的事办好了，填哪一天办好的。"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(_("答复时间"), default=timezone.now)

    class Meta:
        verbose_name = _("答复")
        verbose_name_plural = _("答复")
        ordering = ("-answered_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.office}"

    @property
    def is_late(self) -> bool:
        """Whether the promised day has passed and nothing was reported done."""
        return bool(self.promised_by and not self.kept_on and self.promised_by < timezone.localdate())
