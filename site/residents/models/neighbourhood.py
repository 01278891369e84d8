from django.db import models
from django.utils.translation import gettext_lazy as _


class Neighbourhood(models.Model):
    """One of the sub-district's residents' committees (居民区)."""

    code = models.CharField(_("代码"), max_length=12, unique=True, help_text=_("统计用区划代码，12 位。"))
    name = models.CharField(_("名称"), max_length=20, unique=True)

    class Meta:
        verbose_name = _("居民区")
        verbose_name_plural = _("居民区")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name
