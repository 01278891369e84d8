"""How far the slides of a lecture are, as a fragment of its editor."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods
from wagtail.permission_policies.pages import PagePermissionPolicy

from media.models import SlideSet
from media.slide_making import retry


@require_http_methods(["GET", "POST"])
def slides(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it; a POST tries again what failed. For whoever may write pages."""
    if not PagePermissionPolicy().user_has_any_permission(request.user, {"add", "change", "publish"}):
        raise PermissionDenied
    slide_set = get_object_or_404(SlideSet, pk=pk)
    if request.method == "POST":
        retry(slide_set)
        slide_set.refresh_from_db()
    return render(request, "cms/admin/slides_status.html", {"slide_set": slide_set})
