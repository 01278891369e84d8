from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Flag(models.Model):
    """Why a comment deserves a second look. Shown to moderators with what was found; it never decides alone."""

    class Kind(models.TextChoices):
        SENSITIVE_WORD = "sensitive_word", _("敏感词")
        PERSONAL_DATA = "personal_data", _("个人信息")
        LINK = "link", _("链接")
        REPEATED = "repeated", _("重复内容")
        FIRST_COMMENT = "first_comment", _("新账号第一条")

    comment = models.ForeignKey("consultation.Comment", models.CASCADE, related_name="flags")
    kind = models.CharField(_("类别"), max_length=20, choices=Kind.choices)
    #: What was found, as the text has it; goes when the text goes.
    found = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("标记")
        verbose_name_plural = _("标记")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("comment", "kind"), name="flag_once_per_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} in comment {self.comment_id}"


class SensitiveWordQuerySet(models.QuerySet["SensitiveWord"]):
    def active(self) -> Self:
        return self.filter(active=True)


class SensitiveWord(models.Model):
    """A word that makes a comment flagged, or an expression that contains such a word and is harmless."""

    class Kind(models.TextChoices):
        WORD = "word", _("敏感词")
        EXCEPTION = "exception", _("例外")

    word = models.CharField(_("词"), max_length=50, unique=True)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices, default=Kind.WORD)
    active = models.BooleanField(_("启用"), default=True)

    objects = SensitiveWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("敏感词")
        verbose_name_plural = _("敏感词")
        ordering = ("kind", "word")

    def __str__(self) -> str:
        return self.word
