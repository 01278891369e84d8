"""Consultations: which proposals, from when to when, and what residents may do."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

import pagecache
from maps.consultation.models import Consultation
from maps.plan.models import Proposal


class ConsultationForm(WagtailAdminModelForm):
    class Meta:
        model = Consultation
        fields = (
            "title",
            "plan",
            "proposals",
            "kind",
            "opens_at",
            "closes_at",
            "shapes",
            "may_comment",
            "may_support",
            "may_reply",
            "place",
            "channels",
        )
        widgets = {"proposals": forms.CheckboxSelectMultiple}

    def clean(self) -> dict[str, Any]:
        """The model says how long a notice must stand; here, that its proposals are of its plan."""
        cleaned: dict[str, Any] = super().clean()
        plan, proposals = cleaned.get("plan"), cleaned.get("proposals") or ()
        strangers = [proposal.title for proposal in proposals if plan and proposal.plan_id != plan.pk]
        if strangers:
            message = _("这些方案不属于所选的规划：%(titles)s。")
            error = ValidationError(message, code="other_plan", params={"titles": "、".join(strangers)})
            self.add_error("proposals", error)
        return cleaned


class PurgeMixin:
    """What a consultation opens or closes stands on pages that may be cached."""

    def save_instance(self) -> Consultation:
        form: Any = self.form  # type: ignore[attr-defined]
        before = set(form.instance.proposals.all()) if form.instance.pk else set()
        consultation: Consultation = super().save_instance()  # type: ignore[misc]
        touched: set[Proposal] = before | set(consultation.proposals.all())
        pagecache.purge(f"plan:{consultation.plan_id}", *(f"proposal:{proposal.pk}" for proposal in touched))
        return consultation


class ConsultationCreateView(PurgeMixin, generic.CreateView):
    pass


class ConsultationEditView(PurgeMixin, generic.EditView):
    pass


class ConsultationDeleteView(generic.DeleteView):
    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _t("已经有人在这次征求意见里发言，不能删除。可以把截止时间改到现在。"))
            return redirect(self.get_success_url())


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
