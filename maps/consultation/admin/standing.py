"""Where moderators stop people from writing, or everybody on a proposal, and let them again."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from maps.consultation import services
from maps.consultation.admin.moderators import ModeratorMenuItem, ModeratorPolicy, require_moderator
from maps.consultation.errors import ConsultationError
from maps.consultation.models import Block, Freeze
from maps.plan.models import Proposal
from residents.models import User


class BlockForm(WagtailAdminModelForm):
    class Meta:
        model = Block
        fields = ("user", "reason", "until")
        # People are too many to choose from: one comes here from a comment of theirs.
        widgets = {"user": forms.HiddenInput, "reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].required = False

    def clean(self) -> dict[str, Any]:
        """Say above the form that nobody is named: the field itself is not to be seen."""
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("user"):
            raise ValidationError(_("请从一条意见的页面点“禁言作者…”进来。"), code="nobody")
        return cleaned

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise ValidationError(_("到期时间要在将来；不填就是一直到解除。"), code="past")
        return until


class FreezeForm(WagtailAdminModelForm):
    class Meta:
        model = Freeze
        fields = ("proposal", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposal"].queryset = Proposal.objects.in_order()
        self.fields["proposal"].empty_label = _("全站")


class ModeratorsCreateView(generic.CreateView):
    """Saves by the service; what that refuses stands above the form, with what was typed."""

    def act(self, by: User, **facts: Any) -> Any:
        raise NotImplementedError

    def save_instance(self) -> Any:
        return self.act(self.request.user, **self.form.cleaned_data)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ConsultationError as error:
            form.add_error(None, ValidationError(error.for_people(), code=error.code))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_buttons(self) -> list[Any]:
        return []  # there is nothing to edit


class BlockCreateView(ModeratorsCreateView):
    def get_initial(self) -> dict[str, Any]:
        return {"user": self._person()}

    def get_page_subtitle(self) -> str:
        person = self._person()
        return str(person) if person else _t("禁言")

    def _person(self) -> User | None:
        asked = self.request.GET.get("user") or self.request.POST.get("user") or ""
        return User.objects.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None

    def act(self, by: User, **facts: Any) -> Block:
        return services.block(by=by, **facts)


class FreezeCreateView(ModeratorsCreateView):
    def get_initial(self) -> dict[str, Any]:
        return {"proposal": self.request.GET.get("proposal")}

    def act(self, by: User, **facts: Any) -> Freeze:
        return services.freeze(by=by, **facts)


class LiftColumn(Column):
    """Who lifted it and when, or the button that does."""

    cell_template_name = "maps/admin/lift_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        ended = isinstance(instance, Block) and instance.until is not None and instance.until <= timezone.now()
        url = reverse(f"{self.name}:lift", args=(instance.pk,))
        return context | {"url": url, "ended": ended, "csrf_token": parent_context.get("csrf_token")}


class StandingIndexView(generic.IndexView):
    """Those that stand first, then those that are over."""

    def get_base_queryset(self) -> QuerySet[Any]:
        people = ("user", "blocked_by") if self.model is Block else ("proposal", "frozen_by")
        rows: QuerySet[Any] = self.model._default_manager.select_related(*people, "lifted_by")
        return rows.order_by("-pk")


class StandingViewSet(ModelViewSet):
    """A list, adding, and lifting; what stood once is never changed or removed."""

    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = StandingIndexView
    menu_item_class = ModeratorMenuItem

    @property
    def permission_policy(self) -> ModeratorPolicy:
        return ModeratorPolicy(self.model, ("add", "view"))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/lift/", require_POST(self.lift), name="lift"),
        ]

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        moderator = require_moderator(request)
        messages.success(request, self.end(get_object_or_404(self.model, pk=pk).pk, moderator))
        return redirect(f"{self.name}:index")

    def end(self, pk: int, by: User) -> str:
        """Hand the wish to the service, and return what was done in words."""
        raise NotImplementedError


class BlockViewSet(StandingViewSet):
    model = Block
    icon = "user"
    name = "blocks"
    menu_label = _("禁言")
    menu_name = "blocks"
    add_view_class = BlockCreateView
    list_display = (
        Column("user", label=_("居民")),
        Column("reason", label=_("理由")),
        DateColumn("until", label=_("到期")),
        Column("blocked_by", label=_("审核员")),
        DateColumn("blocked_at", label=_("时间")),
        LiftColumn("blocks", label=_("解除")),
    )

    def get_form_class(self, for_update: bool = False) -> type[BlockForm]:
        return BlockForm

    def end(self, pk: int, by: User) -> str:
        return _t("%(person)s 可以留言了。") % {"person": services.lift_block(block_id=pk, by=by).user}


class FreezeViewSet(StandingViewSet):
    model = Freeze
    icon = "lock"
    name = "freezes"
    menu_label = _("暂停留言")
    menu_name = "freezes"
    add_view_class = FreezeCreateView
    list_display = (
        Column("proposal", label=_("方案要素"), accessor=lambda freeze: freeze.proposal or _t("全站")),
        Column("reason", label=_("理由")),
        Column("frozen_by", label=_("审核员")),
        DateColumn("frozen_at", label=_("时间")),
        LiftColumn("freezes", label=_("恢复")),
    )

    def get_form_class(self, for_update: bool = False) -> type[FreezeForm]:
        return FreezeForm

    def end(self, pk: int, by: User) -> str:
        services.lift_freeze(freeze_id=pk, by=by)
        return _t("已恢复留言。")
