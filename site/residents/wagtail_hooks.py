"""What the residents' room adds to the back office."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from residents.agreement_admin import AgreementViewSet


@hooks.register("register_admin_viewset")
def register_agreements() -> ViewSet:
    return AgreementViewSet()
