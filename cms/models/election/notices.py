import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms.election_blocks import NoticeBlock
from cms.models.base import PublicPage, texts_of
from cms.models.election.base import AboutElection
from cms.models.published import PublicQuerySet

WHAT_MAY_STAND_HERE = _(
    "<p><strong>可以登：</strong>时间、地点、怎么登记、怎么核对名单和提出异议；正式公告的原文；由选举委员会署名的结果。</p>"
    "<p><strong>不登：</strong>选民登记名单（只在居民区张贴）；推荐票、测评票的数字；党员确认、选情等党内情况；"
    "候选人的证件号码、电话、住址和公告上没有的照片；任何投票、提名、打分、评论。</p>"
    "<p><strong>候选人公告：</strong>只登公告原文，一定要有到期时间（右边“状态”栏的“设置计划”）。到了那一刻，页面、列表、搜索和网站地图里都不再有它。"
    "结果公告发布后，请把候选人公告取消发布。</p>"
)


class NoticeQuerySet(PublicQuerySet):
    def in_order(self) -> Self:
        return self.order_by(models.F("issued_on").desc(nulls_last=True), "-pk").without_texts()


class ElectionNoticePage(AboutElection, PublicPage):
    """One public notice of an election, in the words of those who sign it. A notice of candidates always expires."""

    class Kind(models.TextChoices):
        REGISTRATION = "registration", _("登记和核对名单的办法")
        VOTING = "voting", _("投票安排")
        CANDIDATES = "candidates", _("候选人公告")
        RESULT = "result", _("结果公告")
        OTHER = "other", _("其他公告")

    kind = models.CharField(_("哪一种"), max_length=20, choices=Kind.choices)
    signed_by = models.CharField(_("落款"), max_length=100, help_text=_("谁发的公告，例如某居民区选举委员会。"))
    issued_on = models.DateField(_("公告日期"))
    body = StreamField(NoticeBlock(), verbose_name=_("公告原文"), blank=True)

    objects = PageManager.from_queryset(NoticeQuerySet)()
    searched_facts = ("signed_by",)
    parent_page_types = ("cms.NeighbourhoodElectionPage", "cms.ElectionCyclePage")
    subpage_types = ()
    template = "cms/election_notice.html"
    content_panels = (
        HelpPanel(content=WHAT_MAY_STAND_HERE, heading=_("什么可以登，什么不登")),
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("issued_on"), FieldPanel("signed_by")]),
        FieldPanel("body"),
    )

    class Meta:
        verbose_name = _("选举公告")
        verbose_name_plural = _("选举公告")

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.CANDIDATES and self.expire_at is None:
            sentence = _("候选人公告一定要有到期时间：请在右边“状态”栏点“设置计划”，填“过期日期/时间”，再保存。")
            raise ValidationError({"kind": ValidationError(sentence, code="needs_expiry")})

    def searchable_body(self) -> Iterable[str]:
        for block in self.body:
            yield from texts_of(block.value)

    def slug_stem(self, typed: dict[str, Any]) -> str:
        day: datetime.date = typed.get("issued_on") or timezone.localdate()
        return f"notice-{day}"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["is_about_candidates"] = self.kind == self.Kind.CANDIDATES
        return context
