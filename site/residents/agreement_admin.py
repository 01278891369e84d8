"""The back office's page for the texts people agree to: a new version is written, one that holds is never changed."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from residents.models import Agreement


def _holds(agreement: Agreement) -> bool:
    return agreement.in_force_from <= timezone.now()


def next_midnight() -> datetime:
    tomorrow = timezone.localtime() + timedelta(days=1)
    return tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)


class AgreementForm(WagtailAdminModelForm):
    class Meta:
        model = Agreement
        fields = ("name", "version", "body", "in_force_from")
        widgets = {"body": forms.Textarea(attrs={"rows": 30})}
        help_texts = {
            "version": _("比如 2，或 2026-03。同一个文本的版本号不能重复。"),
            "body": _("“# ”开头的一行是小标题，“- ”开头的一行是一点，其余每行一段。"),
            "in_force_from": _("从这一刻起，发言前要重新同意。生效以后不能再改，只能写新版本。"),
        }

    def clean_in_force_from(self) -> datetime:
        begins: datetime = self.cleaned_data["in_force_from"]
        if begins <= timezone.now():
            raise ValidationError(_("生效时间已经过去了，请填一个以后的时间。"), code="begun")
        return begins


class AgreementCreateView(generic.CreateView):
    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"in_force_from": next_midnight()}


class AgreementCopyView(generic.CopyView):
    """A new version that begins with the words of another."""

    def get_initial_form_instance(self) -> Agreement:
        source = self.get_object()
        return Agreement(name=source.name, body=source.body, in_force_from=next_midnight())


class NotOnceItHolds:
    """Leads back with a sentence when the version holds already."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Agreement.objects.filter(pk=kwargs["pk"]).first()
        allowed = self.user_has_permission(self.permission_required)  # type: ignore[attr-defined]
        if allowed and found and _holds(found):
            messages.error(request, _t("这个版本已经生效，有人同意过，不能改也不能删。请写一个新版本。"))
            return redirect(self.index_url_name)  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class AgreementEditView(NotOnceItHolds, generic.EditView):
    pass


class AgreementDeleteView(NotOnceItHolds, generic.DeleteView):
    pass


class AgreementViewSet(ModelViewSet):
    """Only ``admin`` has the permissions of this model."""

    model = Agreement
    icon = "doc-full"
    name = "agreements"
    menu_label = _("同意文本")
    menu_name = "agreements"
    add_to_settings_menu = True
    add_view_class = AgreementCreateView
    edit_view_class = AgreementEditView
    delete_view_class = AgreementDeleteView
    copy_view_class = AgreementCopyView
    list_display = ("__str__", "name", "version", "in_force_from")
    list_filter = ("name",)

    def get_form_class(self, for_update: bool = False) -> type[AgreementForm]:
        return AgreementForm
