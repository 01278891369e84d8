"""What the residents' room adds to the back office."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from residents.agreement_admin import AgreementViewSet
from residents.people_admin import ResidentViewSet


@hooks.register("register_admin_viewset")
def register_agreements() -> ViewSet:
    return AgreementViewSet()


@hooks.register("register_admin_viewset")
def register_residents() -> ViewSet:
    return ResidentViewSet()


@hooks.register("register_permissions")
def register_confirm_resident() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="residents", codename="confirm_resident")
