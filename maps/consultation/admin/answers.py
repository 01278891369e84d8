"""Where planners answer: published comments to choose from, and the answers given."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from maps.consultation import services
from maps.consultation.models import Answer, Comment
from maps.consultation.models.comment import CommentQuerySet
from maps.consultation.permissions import ANSWER
from maps.consultation.requests import is_number
from maps.consultation.text import excerpt, plain_text
from maps.plan.models import Proposal

_MAX_CHOICES = 100
_EXCERPT = 60


class CommentChoices(forms.ModelMultipleChoiceField):
    """Published comments to tick. All of them are valid; a short list of the likely ones is offered."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.pk} · {obj.proposal.title} · {obj.author}：{excerpt(obj.text, _EXCERPT)}"

    def offer(self, ticked: list[int]) -> None:
        """Offer the ticked comments and the others of their proposals; without any, what nobody answered."""
        published = Comment.objects.published().select_related("author", "proposal").newest_first()
        likely = published.unanswered()
        if ticked:
            same = published.filter(proposal__in=Proposal.objects.filter(comments__in=ticked))
            likely = same.order_by(Case(When(pk__in=ticked, then=0), default=1), "-pk")
        self.choices = [(comment.pk, self.label_from_instance(comment)) for comment in likely[:_MAX_CHOICES]]


class AnswerForm(WagtailAdminModelForm):
    comments = CommentChoices(
        label=_("答复哪些意见"),
        queryset=Comment.objects.published(),
        required=False,
        help_text=_("只列出已公开的意见。在“待答复”里勾选后再进来最方便。"),
    )

    class Meta:
        model = Answer
        fields = ("comments", "proposal", "kind", "text", "office", "promised_by", "kept_on")
        help_texts = {"proposal": _("整体答复一个方案时选；逐条答复时不用选。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comments"].offer(self._ticked())
        self.fields["proposal"].queryset = Proposal.objects.published().in_order()

    def _ticked(self) -> list[int]:
        if self.is_bound:
            return [int(pk) for pk in self.data.getlist("comments") if is_number(pk)]
        return [getattr(comment, "pk", comment) for comment in self.initial.get("comments") or []]

    def clean_text(self) -> str:
        text = plain_text(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("请写答复的内容。"), code="required")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and not cleaned["comments"] and not cleaned["proposal"]:
            raise ValidationError(_("请勾选要答复的意见，或选一个方案要素。"), code="nothing_answered")
        return cleaned


class PublishMixin:
    """Saves by the service, which tells the authors and purges what is cached."""

    log_action = ""

    def save_instance(self) -> Answer:
        form: Any = self.form  # type: ignore[attr-defined]
        answer = services.publish_answer(
            answer=form.save(commit=False),
            by=self.request.user,  # type: ignore[attr-defined]
            comments=form.cleaned_data["comments"],
        )
        log(instance=answer, action=self.log_action, content_changed=True)
        return answer


class AnswerCreateView(PublishMixin, generic.CreateView):
    log_action = "wagtail.create"

    def get_initial(self) -> dict[str, Any]:
        """Tick what was chosen in the list of comments, and fill in the office of one's last answer."""
        chosen = [int(pk) for pk in self.request.GET.getlist("comment") if is_number(pk)][:_MAX_CHOICES]
        last = Answer.objects.filter(answered_by=self.request.user).first()
        return {"comments": chosen, "office": last.office if last else ""}


class AnswerEditView(PublishMixin, generic.EditView):
    log_action = "wagtail.edit"


class AnswerDeleteView(generic.DeleteView):
    def delete_action(self) -> None:
        with transaction.atomic():
            log(instance=self.object, action="wagtail.delete")
            services.retract_answer(answer=self.object)


class AnswerViewSet(ModelViewSet):
    model = Answer
    icon = "openquote"
    name = "answers"
    menu_label = _("答复")
    menu_name = "answers"
    add_view_class = AnswerCreateView
    edit_view_class = AnswerEditView
    delete_view_class = AnswerDeleteView
    copy_view_enabled = False
    list_display = ("office", "kind", "proposal", "answered_at")
    list_filter = ("kind", "office")
    search_fields = ("text", "office")

    def get_form_class(self, for_update: bool = False) -> type[AnswerForm]:
        return AnswerForm


# ── what has no answer yet ──────────────────────────────────────────────────────


class PublishedFilters(WagtailFilterSet):
    answered = django_filters.ChoiceFilter(
        label=_("答复"),
        choices=(("no", _("还没有答复")), ("yes", _("已答复"))),
        method="filter_answered",
        empty_label=_("全部"),
    )
    proposal = django_filters.ModelChoiceFilter(label=_("方案要素"), queryset=Proposal.objects.all())

    class Meta:
        model = Comment
        fields = ("proposal",)

    def filter_answered(self, comments: CommentQuerySet, name: str, value: str) -> CommentQuerySet:
        if value == "no":
            return comments.unanswered()
        return comments.filter(pk__in=Answer.comments.through.objects.values("comment"))


class PublishedView(generic.BaseListingView):
    """Published comments to tick and to answer together."""

    template_name = "maps/admin/published.html"
    results_template_name = "maps/admin/published_results.html"
    page_title = _("待答复")
    header_icon = "comment"
    index_url_name = "comments_to_answer:index"
    index_results_url_name = "comments_to_answer:results"
    filterset_class = PublishedFilters
    is_searchable = True
    search_fields = ("text", "author__display_name")
    verbose_name = _("意见")
    verbose_name_plural = _("意见")
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(ANSWER):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Show what nobody answered until something else is asked for."""
        data = self.request.GET.copy()
        if not set(data) - {self.page_kwarg}:
            data["answered"] = "no"
        return {"data": data, "request": self.request}

    def get_base_queryset(self) -> QuerySet[Comment]:
        return Comment.objects.published().for_list().select_related("proposal__plan").oldest_first()


class AnswererMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ANSWER)


class CommentsToAnswer(ViewSet):
    name = "comments_to_answer"
    url_prefix = "comments/published"
    icon = "comment"
    menu_label = _("待答复")
    menu_name = "comments-to-answer"
    menu_item_class = AnswererMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", PublishedView.as_view(), name="index"),
            path("results/", PublishedView.as_view(results_only=True), name="results"),
        ]
