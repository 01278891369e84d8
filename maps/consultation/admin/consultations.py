"""Consultations: which proposals, from when to when, and what residents may do."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

import pagecache
from maps.consultation.models import ClosingChange, Consultation
from maps.plan.models import Proposal


class ConsultationForm(WagtailAdminModelForm):
    closing_reason = forms.CharField(
        label=_("改变截止时间的理由"),
        max_length=300,
        required=False,
        help_text=_("已经开始的征求意见要改截止时间，必须写明理由；理由和改动会在方案页面公布。"),
    )

    class Meta:
        model = Consultation
        fields = (
            "title",
            "plan",
            "proposals",
            "kind",
            "opens_at",
            "closes_at",
            "closing_reason",
            "shapes",
            "may_comment",
            "may_support",
            "may_reply",
            "may_attach",
            "place",
            "channels",
        )
        widgets = {"proposals": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As it stands in the database: the form writes into its instance while it validates.
        self.announced: Consultation | None = None
        if self.instance.pk and self.instance.opens_at <= timezone.now():
            self.announced = Consultation.objects.get(pk=self.instance.pk)

    @property
    def moved_closing(self) -> datetime | None:
        """The closing time that was announced, if this form moves it after the consultation has begun."""
        becomes = self.cleaned_data.get("closes_at")
        if self.announced is None or becomes is None or _same_minute(becomes, self.announced.closes_at):
            return None
        return self.announced.closes_at

    def _keep_what_was_announced(self, cleaned: dict[str, Any]) -> None:
        """Refuse to take away, once it has begun, what residents were told they may do; see ``Freeze`` for a pause."""
        said = self.announced
        if said is None:
            return
        if "opens_at" in cleaned and not _same_minute(cleaned["opens_at"], said.opens_at):
            self.add_error("opens_at", ValidationError(_("已经开始，开始时间不能再改。"), code="begun"))
        if cleaned.get("kind", said.kind) != said.kind:
            self.add_error("kind", ValidationError(_("已经开始，类型不能再改。"), code="begun"))
        if said.may_comment and not cleaned.get("may_comment"):
            message = _("已经开始，不能关掉留言。要提前结束请改截止时间并写明理由，临时停一下请用“暂停留言”。")
            self.add_error("may_comment", ValidationError(message, code="begun"))
        dropped = set(said.proposals.all()) - set(cleaned.get("proposals") or ())
        if dropped and "proposals" in cleaned:
            message = _("已经开始，不能去掉这些方案：%(titles)s。")
            titles = "、".join(sorted(proposal.title for proposal in dropped))
            self.add_error("proposals", ValidationError(message, code="begun", params={"titles": titles}))

    def clean(self) -> dict[str, Any]:
        """The model says how long a notice must stand; here, that its proposals are of its plan and its end is kept."""
        cleaned: dict[str, Any] = super().clean()
        plan, proposals = cleaned.get("plan"), cleaned.get("proposals") or ()
        strangers = [proposal.title for proposal in proposals if plan and proposal.plan_id != plan.pk]
        if strangers:
            message = _("这些方案不属于所选的规划：%(titles)s。")
            error = ValidationError(message, code="other_plan", params={"titles": "、".join(strangers)})
            self.add_error("proposals", error)
        self._keep_what_was_announced(cleaned)
        if self.moved_closing and not (cleaned.get("closing_reason") or "").strip():
            message = _("这次征求意见已经开始，改截止时间要写明理由。")
            self.add_error("closing_reason", ValidationError(message, code="closing_unexplained"))
        return cleaned


def _same_minute(one: datetime, other: datetime) -> bool:
    """Whether a person who types minutes means the same moment."""
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


class PurgeMixin:
    """What a consultation opens or closes stands on pages that may be cached."""

    def save_instance(self) -> Consultation:
        form: Any = self.form  # type: ignore[attr-defined]
        before = set(form.instance.proposals.all()) if form.instance.pk else set()
        with transaction.atomic():
            consultation: Consultation = super().save_instance()  # type: ignore[misc]
            if was := form.moved_closing:
                ClosingChange.objects.create(
                    consultation=consultation,
                    was=was,
                    becomes=consultation.closes_at,
                    reason=form.cleaned_data["closing_reason"].strip(),
                    changed_by=self.request.user,  # type: ignore[attr-defined]
                )
        touched: set[Proposal] = before | set(consultation.proposals.all())
        pagecache.purge(f"plan:{consultation.plan_id}", *(f"proposal:{proposal.pk}" for proposal in touched))
        return consultation


class ConsultationCreateView(PurgeMixin, generic.CreateView):
    pass


class ConsultationEditView(PurgeMixin, generic.EditView):
    pass


class ConsultationDeleteView(generic.DeleteView):
    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.object.opens_at <= timezone.now():
            messages.error(self.request, _t("已经开始，不能删除。要提前结束请改截止时间，并写明理由。"))
            return redirect(self.get_success_url())
        return super().form_valid(form)


class ConsultationViewSet(ModelViewSet):
    model = Consultation
    icon = "calendar-check"
    name = "consultations"
    menu_label = _("征求意见")
    menu_name = "consultations"
    add_view_class = ConsultationCreateView
    edit_view_class = ConsultationEditView
    delete_view_class = ConsultationDeleteView
    copy_view_enabled = False
    list_display = ("title", "kind", "plan", "opens_at", "closes_at")
    list_filter = ("kind", "plan")
    search_fields = ("title",)

    def get_form_class(self, for_update: bool = False) -> type[ConsultationForm]:
        return ConsultationForm
