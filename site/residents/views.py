"""What is mine: never cached, never part of a public page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from languages import here
from residents import agreements, personal_data, phone_sign_in, services, sms, weixin
from residents.forms import DetailsForm
from residents.models import User
from residents.preferences import shown_in_site
from residents.ways_back import onward, with_next

NOTICES_SHOWN = 50


class ResidentRequest(HttpRequest):
    """A request that ``login_required`` let through."""

    user: User


@never_cache
@require_safe
@login_required
def mine(request: ResidentRequest) -> HttpResponse:
    user = request.user
    notices = list(shown_in_site(user.notices.unread_first())[:NOTICES_SHOWN])
    context = {
        "parts": [(kind.template, kind.rows(user)) for kind in personal_data.registered() if kind.template],
        "notices": notices,
        "unread": sum(notice.read_at is None for notice in notices),
        "missing": agreements.missing(user),
    }
    return render(request, "residents/mine.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def details(request: ResidentRequest) -> HttpResponse:
    """Change my name and my neighbourhood."""
    user = request.user
    if not user.display_name:
        return redirect("residents:welcome")  # which asks for their age, too
    initial = {"display_name": user.display_name, "neighbourhood": user.neighbourhood_id}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        services.change_details(user=user, **form.cleaned_data)
        return redirect("residents:me")
    context = {
        "form": form,
        "phones_count": sms.enabled(),
        "phone": phone_sign_in.masked(user),
        "by_weixin": weixin.joined(user).exists(),
        "weixin": weixin.app_for(request) is not None,
    }
    return render(request, "residents/details.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@login_required
def leave_weixin(request: ResidentRequest) -> HttpResponse:
    """Sign in by WeChat no longer; the only way in is kept."""
    user = request.user
    if user.has_usable_password() or (user.phone_verified and user.phone_hash):
        weixin.joined(user).delete()
        messages.success(request, _("以后不再用微信登录这个账号。"))
    else:
        messages.error(request, _("现在只有微信能登录这个账号，所以没有改。请先加一个手机号。"))
    return redirect("residents:details")


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """The corner of the masthead: who is signed in and how many notices wait, or the way in and back here."""
    if request.user.is_authenticated:
        unread = shown_in_site(request.user.notices.unread()).count()
        return render(request, "residents/partials/state.html", {"unread": unread})
    login = with_next(reverse("account_login"), onward(request))
    return render(request, "residents/partials/state.html", {"login": login})


@never_cache
@require_POST
@login_required
def open_notice(request: ResidentRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and go where it points."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    services.mark_read(user=request.user, pk=notice.pk)
    return HttpResponse(status=303, headers={"Location": here(notice.url)})


@never_cache
@require_POST
@login_required
def read_all(request: ResidentRequest) -> HttpResponseRedirect:
    services.mark_read(user=request.user)
    return redirect("residents:me")
