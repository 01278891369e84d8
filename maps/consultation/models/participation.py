from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

#: 网络安全法 21, 公共互联网 logs and evidence: six months at least.
LEAST_EVIDENCE_DAYS = 180


@register_setting(icon="cog")
class ParticipationSettings(BaseSiteSetting):
    """The duties of a comment service, each with a switch; all of them are on until somebody turns them off."""

    two_person_rule = models.BooleanField(
        _("标记的内容由两位审核员通过"), default=True, help_text=_("含敏感词、个人信息、链接或重复内容时。")
    )
    take_reports = models.BooleanField(_("接受举报"), default=True)
    take_appeals = models.BooleanField(_("接受申诉"), default=True, help_text=_("跟帖评论服务管理规定 13。"))
    evidence_days = models.PositiveIntegerField(
        _("移除内容留存天数"),
        default=LEAST_EVIDENCE_DAYS,
        validators=[MinValueValidator(LEAST_EVIDENCE_DAYS)],
        help_text=_("不少于 180 天；到期自动删除，写明法定保留的除外。"),
    )

    class Meta:
        verbose_name = _("参与规则")
        verbose_name_plural = _("参与规则")
