import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _


def made_up_username() -> str:
    return f"u{secrets.token_hex(6)}"


class User(AbstractUser):  # type: ignore[django-manager-missing]  # of pictures: Wagtail is untyped
    """Whoever signs in. The display name stands in front; what identifies a person stands behind."""

    username = models.CharField(_("登录名"), max_length=150, unique=True, default=made_up_username)
    display_name = models.CharField(_("显示名"), max_length=30)
    email = models.EmailField(_("电子邮箱"), blank=True)
    phone_cipher = models.TextField(_("手机号（密文）"), blank=True, editable=False)
    phone_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    phone_verified = models.BooleanField(_("手机号已验证"), default=False, editable=False)
    neighbourhood = models.ForeignKey(
        "residents.Neighbourhood",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("居民区"),
        related_name="residents",
    )
    neighbourhood_confirmed = models.BooleanField(_("居民区已核实"), default=False)
    #: Who at the desk speaks for somebody who has no way to sign in; empty for everybody else.
    taken_in_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("窗口代录入人")
    )
    closed_at = models.DateTimeField(_("注销时间"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        ordering = ("pk",)
        permissions = (("confirm_resident", _("核实居民的居民区")),)

    def __str__(self) -> str:
        if self.closed_at:
            return _t("已注销用户")
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.get_full_name()
