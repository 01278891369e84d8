from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from residents.models.user import User


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def in_force(self, *, at: datetime | None = None) -> Self:
        """The newest version of each text that has begun to hold."""
        begun = self.filter(in_force_from__lte=at or timezone.now())
        newest = begun.filter(name=models.OuterRef("name")).order_by("-in_force_from", "-pk").values("pk")[:1]
        return begun.filter(pk=models.Subquery(newest))

    def not_agreed_to(self, user: User) -> Self:
        """Those that ``user`` has not agreed to, or no longer agrees to."""
        given = Consent.objects.filter(
            user=user, withdrawn_at=None, text=models.OuterRef("name"), version=models.OuterRef("version")
        )
        return self.filter(~models.Exists(given))


class Agreement(models.Model):
    """A text that people agree to before they write, in one of its versions. A version is never changed."""

    class Name(models.TextChoices):
        PRIVACY = "privacy", _("个人信息说明")
        TERMS = "terms", _("用户协议")

    name = models.CharField(_("文本"), max_length=20, choices=Name.choices)
    version = models.CharField(_("版本"), max_length=20)
    body = models.TextField(_("内容"))
    in_force_from = models.DateTimeField(_("生效时间"))

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("同意文本")
        verbose_name_plural = _("同意文本")
        ordering = ("name", "-in_force_from")
        constraints = (models.UniqueConstraint(fields=("name", "version"), name="agreement_version_once"),)

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.version}"


class Consent(models.Model):
    """Who agreed to which version of which text, and when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    text = models.CharField(_("文本"), max_length=50)
    version = models.CharField(_("版本"), max_length=20)
    given_at = models.DateTimeField(_("同意时间"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        constraints = (models.UniqueConstraint(fields=("user", "text", "version"), name="consent_once_per_version"),)

    def __str__(self) -> str:
        return f"{self.text} {self.version}"
