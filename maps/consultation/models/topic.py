from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """What a comment is about, from the plan's own list: 交通, 绿化, 适老 …"""

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="topics", verbose_name=_("规划"))
    name = models.CharField(_("话题"), max_length=20)
    slug = models.SlugField(_("地址"), max_length=30)
    order = models.PositiveIntegerField(_("顺序"), default=100)

    class Meta:
        verbose_name = _("话题")
        verbose_name_plural = _("话题")
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "slug"), name="topic_slug_once_per_plan"),
            models.UniqueConstraint(fields=("plan", "name"), name="topic_name_once_per_plan"),
        )

    def __str__(self) -> str:
        return self.name
