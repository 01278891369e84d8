"""Links to a draft: made, copied and taken back by whoever may edit the page."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page, Site

from cms.addresses import absolute
from cms.models import DraftLink
from cms.models.draft_link import DAYS


class DraftLinkForm(forms.Form):
    days = forms.TypedChoiceField(label=gettext_lazy("有效多久"), choices=DAYS, coerce=int, initial=7)


@require_http_methods(["GET", "POST"])
def draft_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the links of a page that hold; a POST makes one, or takes back the one named by ``take_back``."""
    page = get_object_or_404(Page.objects.exclude(depth=1), pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    form = DraftLinkForm(request.POST or None)
    if request.method == "POST" and "take_back" in request.POST:
        _take_back(request, page)
        return redirect("cms_draft_links", pk)
    if request.method == "POST" and form.is_valid():
        DraftLink.make(page, by=request.user, days=form.cleaned_data["days"])
        messages.success(request, _("链接做好了，可以复制给要看草稿的人。"))
        return redirect("cms_draft_links", pk)
    context = {
        "page": page,
        "form": form,
        "links": _shown(page),
        "header_title": _("给人看草稿"),
        "header_icon": "view",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=(page.pk,)), "label": page.get_admin_display_title()},
            {"url": "", "label": _("给人看草稿")},
        ],
    }
    return render(request, "cms/admin/draft_links.html", context)


def _take_back(request: HttpRequest, page: Page) -> None:
    number = request.POST["take_back"]
    if number.isascii() and number.isdigit() and len(number) < 19:
        page.draft_links.filter(pk=number).delete()
    messages.success(request, _("链接已收回，打开只会说找不到。"))


def _shown(page: Page) -> list[tuple[DraftLink, str]]:
    """Return the links that hold with their whole addresses."""
    site = page.get_site() or Site.objects.get(is_default_site=True)
    return [
        (link, absolute(link.get_absolute_url(), site)) for link in page.draft_links.good().select_related("made_by")
    ]
