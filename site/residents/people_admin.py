"""The back office's pages of people: Wagtail's own for ``admin``, and one for the desk, which knows neighbours.

Nobody reads a whole number here: it is shown in part and found by typing all of it.
"""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView as UserIndexView
from wagtail.users.views.users import UserViewSet

from residents import names, phone_sign_in, phones, services
from residents.models import User

CONFIRM = "residents.confirm_resident"
_PAGES = {"index", "index_results", "edit"}


def find(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Return who is meant by a whole phone number, or by a part of a display name."""
    try:
        return people.filter(phone_hash__in=phones.fingerprints(phones.parse(words)))
    except (phones.NotAPhone, phones.UnknownKey):
        return people.filter(display_name__icontains=names.tidy(words))


def neighbours() -> QuerySet[User]:
    """Return who takes part as a resident: nobody of the office, nobody who left, nobody who never came in."""
    at_work = {"groups": None, "is_superuser": False, "is_staff": False}
    return User.objects.filter(closed_at=None, **at_work).exclude(display_name="")


def _phone_and_proof(user: User) -> str:
    if not user.phone_cipher:
        return "—"
    return f"{phone_sign_in.masked(user)} {_t('已验证') if user.phone_verified else _t('没有验证')}"


def _place_and_proof(user: User) -> str:
    if user.neighbourhood is None:
        return "—"
    return f"{user.neighbourhood} {_t('已核实') if user.neighbourhood_confirmed else _t('没有核实')}"


PHONE = Column("phone", label=_("手机号"), accessor=_phone_and_proof)
PLACE = Column("neighbourhood", label=_("居民区"), accessor=_place_and_proof)


# ── for the desk ────────────────────────────────────────────────────────────────


class ConfirmPolicy(ModelPermissionPolicy):
    """Whoever may confirm may look and confirm, and nothing else."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in ("view", "change") and user.has_perm(CONFIRM)

    def user_has_any_permission(self, user: User, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class ConfirmForm(WagtailAdminModelForm):
    class Meta:
        model = User
        fields = ("neighbourhood", "neighbourhood_confirmed")
        labels = {"neighbourhood_confirmed": _("已核实")}
        help_texts = {"neighbourhood_confirmed": _("看过户口簿、房产证或租约，或者认得本人。")}

    def save(self, commit: bool = True) -> User:
        services.confirm_neighbourhood(
            user=self.instance,
            neighbourhood=self.cleaned_data["neighbourhood"],
            confirmed=self.cleaned_data["neighbourhood_confirmed"],
        )
        return self.instance


class NeighboursView(generic.IndexView):
    page_title = _("居民")

    def get_base_queryset(self) -> QuerySet[User]:
        return neighbours().select_related("neighbourhood")

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        return find(queryset, self.search_query) if self.is_searching else queryset


class ConfirmView(generic.EditView):
    page_title = _("核实居民区")

    def get_queryset(self) -> QuerySet[User]:
        return neighbours()

    def get_page_subtitle(self) -> str:
        phone = phone_sign_in.masked(self.object)
        return f"{self.object} {phone}".strip()


class ResidentViewSet(ModelViewSet):
    model = User
    name = "residents"
    url_namespace = "confirm_residents"
    url_prefix = "residents"
    icon = "group"
    menu_label = _("居民")
    menu_name = "neighbours"
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    permission_policy = ConfirmPolicy(User)
    index_view_class = NeighboursView
    edit_view_class = ConfirmView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ("display_name", PHONE, PLACE)
    list_filter = ("neighbourhood", "neighbourhood_confirmed")
    list_per_page = 50
    list_export = ()
    ordering = ("display_name", "pk")
    # Our own search, in every view that asks whether there is one.
    search_fields = ("display_name",)
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = dict.fromkeys(("history_url_name", "usage_url_name", "add_url_name", "delete_url_name"))
        common: dict[str, Any] = super().get_common_view_kwargs(**absent, **kwargs)
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        """A list and a form, and no other page that Wagtail would make of a model."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in _PAGES]

    def register_admin_url_finder(self) -> None:
        """Links to a person lead where accounts are."""

    def get_form_class(self, for_update: bool = False) -> type[ConfirmForm]:
        return ConfirmForm


# ── for the administrator ───────────────────────────────────────────────────────


class PeopleView(UserIndexView):
    @cached_property
    def columns(self) -> list[Column]:
        boxes, name, user_name, *others = super().columns
        user_name.width = None
        return [boxes, name, user_name, PHONE, PLACE, *others]

    def get_base_queryset(self) -> QuerySet[User]:
        people: QuerySet[User] = super().get_base_queryset()
        return people.select_related("neighbourhood")

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """By whole number or display name, as the desk does, or by user name and address."""
        if not self.is_searching:
            return queryset
        also = Q(username__icontains=self.search_query) | Q(email__icontains=self.search_query)
        return queryset.filter(Q(pk__in=find(User.objects.all(), self.search_query).values("pk")) | also)


class OurFields(forms.ModelForm):
    """What we know of a person beside what Wagtail asks; who came by phone has no address, and nobody two names."""

    display_name = forms.CharField(label=_("显示名"), max_length=names.LONGEST)
    email = forms.EmailField(required=False, label=_("电子邮箱"))
    first_name = last_name = None

    def clean_display_name(self) -> str:
        """Tidied, not judged: those who work here are called by their office."""
        return names.tidy(self.cleaned_data["display_name"])

    @property
    def shown_phone(self) -> str:
        return phone_sign_in.masked(self.instance)


_OURS = {"display_name", "neighbourhood", "neighbourhood_confirmed"}
_NOT_OURS = {"first_name", "last_name"}


class NewPersonForm(OurFields, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = (UserCreationForm.Meta.fields | _OURS) - _NOT_OURS


class PersonForm(OurFields, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = (UserEditForm.Meta.fields | _OURS) - _NOT_OURS


class PeopleViewSet(UserViewSet):
    index_view_class = PeopleView
    template_prefix = "residents/people/"

    def get_form_class(self, for_update: bool = False) -> type[OurFields]:
        return PersonForm if for_update else NewPersonForm
