"""What somebody is asked who has just come in, before they may write: a name, a place, and the texts in force."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from residents import agreements, services, sms, welcoming
from residents.forms import WelcomeForm
from residents.views import ResidentRequest
from residents.ways_back import onward, with_next


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def welcome(request: ResidentRequest) -> HttpResponse:
    """Ask for what is missing and lead on to where one wanted to go. Until then one may read, and sign out."""
    user = request.user
    if welcoming.is_welcome(user):
        return _go_on(request)
    initial = {"display_name": user.display_name, "neighbourhood": user.neighbourhood_id}
    form = WelcomeForm(request.POST if request.method == "POST" else None, user=user, initial=initial)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("display_name", "neighbourhood")}
        try:
            services.welcome(user=user, versions=form.versions(), **given)
        except agreements.StaleAgreement:
            form.add_error(None, _("文本刚刚换了新版本，请再看一遍。"))
        else:
            return _go_on(request)
    context = {"form": form, "next": onward(request), "is_new": not user.display_name}
    return render(request, "residents/welcome.html", context, status=422 if form.errors else 200)


def _go_on(request: ResidentRequest) -> HttpResponse:
    """Lead to where one wanted to go; who has proved nothing yet proves a number first, or an address."""
    if welcoming.VERIFIED in services.what_is_missing(request.user):
        page = "residents:phone" if sms.enabled() else "account_email"
        return redirect(with_next(reverse(page), onward(request)))
    return redirect(onward(request) or "residents:me")
