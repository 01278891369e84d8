"""找错: anyone tells the editors what is wrong on a page; no name, no address, no script, no sign-in."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.addresses import public_path
from cms.forms_correction import CorrectionForm
from cms.models import Correction

SECONDS = 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest) -> HttpResponse:
    """Show the form for ``?page=/…``, keep what was sent, and keep what was typed where it was refused."""
    if request.method != "POST":
        asked = public_path(request.GET.get("page", ""))
        return _show(request, CorrectionForm(initial={"page": asked}), page=asked)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _show(request, form, page=form.cleaned_data.get("page", ""), status=422)
    if not consume(request, action="correction"):
        form.add_error(None, _("从这里送来的太多了，请过一小时再发；您写的都在下面。急的话请打页脚的电话。"))
        answer = _show(request, form, page=form.cleaned_data["page"], status=429)
        answer.headers["Retry-After"] = str(SECONDS)
        return answer
    if not form.by_machine:
        Correction.objects.create(page=form.cleaned_data["page"], text=form.cleaned_data["text"])
    answer = HttpResponseRedirect(reverse("cms:correction_sent"))
    answer.status_code = 303
    return answer


@never_cache
@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/correction_sent.html")


def _show(request: HttpRequest, form: CorrectionForm, *, page: str, status: int = 200) -> HttpResponse:
    return render(request, "cms/correction.html", {"form": form, "wrong_page": page}, status=status)
