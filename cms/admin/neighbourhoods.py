"""The pages of neighbourhoods that are missing: listed, and made as drafts by whoever may add pages there."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.models import NeighbourhoodIndexPage
from cms.services import make_neighbourhood_drafts


@require_http_methods(["GET", "POST"])
def missing_neighbourhoods(request: HttpRequest, pk: int) -> HttpResponse:
    index = get_object_or_404(NeighbourhoodIndexPage, pk=pk)
    if not index.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    if request.method == "POST":
        made = make_neighbourhood_drafts(index, user=request.user)
        messages.success(request, _("做好了 %(count)s 页草稿，看过再发布。") % {"count": len(made)})
        return redirect("wagtailadmin_explore", index.pk)
    context = {
        "missing": index.missing(),
        "header_title": _("补齐居民区页面"),
        "header_icon": "plus",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=(index.pk,)), "label": index.get_admin_display_title()},
            {"url": "", "label": _("补齐居民区页面")},
        ],
    }
    return render(request, "cms/admin/missing_neighbourhoods.html", context)
