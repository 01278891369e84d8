import re
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

#: The one-character names of the provinces, with which every number of a record begins.
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

looks_like_icp = RegexValidator(
    rf"^[{PROVINCES}]ICP[备证]\d{{6,12}}号(-\d{{1,3}})?$",
    _("ICP 备案号的样子是“沪ICP备”加数字加“号”，后面可以有“-1”。请照备案通知书填写。"),
    code="icp",
)
looks_like_police_record = RegexValidator(
    rf"^[{PROVINCES}]公网安备\s?\d{{14}}号?$",
    _("公安备案号的样子是“沪公网安备”加 14 位数字加“号”。请照备案通知书填写。"),
    code="police_record",
)
looks_like_site_code = RegexValidator(r"^\d{10}$", _("网站标识码是 10 位数字。"), code="site_code")


@register_setting(icon="cog")
class SiteDetails(BaseSiteSetting):
    """Who runs the site and how to reach them. Empty by default, and hidden where empty; nothing is ever made up."""

    select_related: ClassVar[list[str]] = ["office_mark"]

    owner = models.CharField(_("主办单位"), max_length=100, blank=True)
    run_by = models.CharField(_("承办单位"), max_length=100, blank=True)
    phone = models.CharField(_("联系电话"), max_length=50, blank=True)
    desk = models.CharField(_("现场窗口"), max_length=200, blank=True, help_text=_("不用手机的居民可以去哪里。"))
    desk_hours = models.CharField(_("窗口时间"), max_length=100, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    moderation_hours = models.PositiveIntegerField(_("审核时限（小时）"), default=48)
    stale_days = models.PositiveSmallIntegerField(
        _("栏目多少天没有更新就提醒"), default=30, help_text=_("在后台首页提醒编辑；0 是不提醒。")
    )
    icp = models.CharField(_("ICP 备案号"), max_length=50, blank=True, validators=[looks_like_icp])
    police_record = models.CharField(_("公安备案号"), max_length=50, blank=True, validators=[looks_like_police_record])
    site_code = models.CharField(_("网站标识码"), max_length=50, blank=True, validators=[looks_like_site_code])
    office_mark = models.ForeignKey(
        "media.Picture",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("党政机关标识"),
        help_text=_("只放机构编制部门发给本站的标识图片，没有就空着。"),
    )
    office_mark_link = models.URLField(
        _("标识的链接"), blank=True, help_text=_("发标识时给的查验网址。没有图片时不显示。")
    )
    fault_link = models.URLField(
        _("“我为政府网站找错”网址"), blank=True, help_text=_("全国统一入口给本站的网址。本站自己的“找错”另有表单。")
    )
    complaints = models.CharField(
        _("违法和不良信息举报"), max_length=200, blank=True, help_text=_("举报电话或邮箱，照对外公布的写。")
    )

    panels = (
        MultiFieldPanel(
            [FieldPanel(n) for n in ("owner", "run_by", "phone", "desk", "desk_hours", "email")], heading=_("联系")
        ),
        FieldPanel("moderation_hours"),
        FieldPanel("stale_days"),
        MultiFieldPanel(
            [FieldPanel(n) for n in ("icp", "police_record", "site_code", "office_mark", "office_mark_link")],
            heading=_("备案和标识"),
        ),
        MultiFieldPanel([FieldPanel(n) for n in ("fault_link", "complaints")], heading=_("找错和举报")),
    )

    class Meta:
        verbose_name = _("站点信息")
        verbose_name_plural = _("站点信息")

    @property
    def police_digits(self) -> str:
        """Return the digits of the police record, by which it is looked up; empty where there are none."""
        found = re.search(r"\d{14}", self.police_record)
        return found[0] if found else ""
