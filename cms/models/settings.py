from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="cog")
class SiteDetails(BaseSiteSetting):
    """Who runs the site and how to reach them. Empty by default, and hidden where empty."""

    owner = models.CharField(_("主办单位"), max_length=100, blank=True)
    phone = models.CharField(_("联系电话"), max_length=50, blank=True)
    desk = models.CharField(_("现场窗口"), max_length=200, blank=True, help_text=_("不用手机的居民可以去哪里。"))
    desk_hours = models.CharField(_("窗口时间"), max_length=100, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    moderation_hours = models.PositiveIntegerField(_("审核时限（小时）"), default=48)
    icp = models.CharField(_("ICP 备案号"), max_length=50, blank=True)
    police_record = models.CharField(_("公安备案号"), max_length=50, blank=True)
    site_code = models.CharField(_("网站标识码"), max_length=50, blank=True)

    panels = (
        MultiFieldPanel([FieldPanel(n) for n in ("owner", "phone", "desk", "desk_hours", "email")], heading=_("联系")),
        FieldPanel("moderation_hours"),
        MultiFieldPanel([FieldPanel(n) for n in ("icp", "police_record", "site_code")], heading=_("备案")),
    )

    class Meta:
        verbose_name = _("站点信息")
        verbose_name_plural = _("站点信息")
