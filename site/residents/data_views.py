"""Taking my data away, and closing my account."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from residents.closing import StaffCannotClose, close_account, has_an_office
from residents.closing_form import CloseForm
from residents.export import export
from residents.views import ResidentRequest


@never_cache
@require_safe
@login_required
def take_away(request: ResidentRequest) -> FileResponse:
    """Everything of mine as one file."""
    name = f"caoyang-my-data-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(export(request.user), as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: ResidentRequest) -> HttpResponse:
    """Say what closing means, ask what becomes of my words, and close the account."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, form, status=422 if form.is_bound else 200)
    try:
        close_account(user=request.user, erase=form.erase)
    except StaffCannotClose:
        return _show(request, form, status=403)
    logout(request)
    response = HttpResponseRedirect(f"{reverse('residents:closed')}?{form.cleaned_data['words']}")
    response.status_code = 303
    return response


def _show(request: ResidentRequest, form: CloseForm, *, status: int) -> HttpResponse:
    context = {"form": form, "has_an_office": has_an_office(request.user)}
    return render(request, "residents/close.html", context, status=status)


@never_cache
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """What was done, for who is nobody here any more."""
    return render(request, "residents/closed.html", {"erased": "erase" in request.GET})
