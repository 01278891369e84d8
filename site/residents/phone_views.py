"""My own number: to add one, or another; it counts once its code was typed in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from residents import code_requests, phone_sign_in, sms, text_limits
from residents.code_processes import ChangeOfPhone, one_try_at_a_time
from residents.code_requests import code_page
from residents.phone_forms import AskForm, CodeForm
from residents.views import ResidentRequest
from residents.ways_back import onward, with_next


@never_cache
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def phone(request: ResidentRequest) -> HttpResponse:
    """Type a number in; a code goes there."""
    if not sms.enabled():
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _phone_page(request, form, status=422 if form.errors else 200)
    if request.user.phone_verified and form.cleaned_data["phone"] == phone_sign_in.number_of(request.user):
        form.add_error("phone", _("您现在用的就是这个号码。"))
        return _phone_page(request, form, status=422)
    refusal = code_requests.try_to_send(lambda: _send(request, form.cleaned_data["phone"]))
    if refusal is None:
        return redirect(with_next(reverse("residents:phone_code"), onward(request)))
    form.add_error("phone", refusal.words)
    return refusal.stamp(_phone_page(request, form))


def _send(request: ResidentRequest, number: str) -> None:
    text_limits.take(phone=number, address=code_requests.address_of(request))
    ChangeOfPhone.begin(request, phone=number).send()


def _phone_page(request: ResidentRequest, form: AskForm, *, status: int = 200, said: str = "") -> HttpResponse:
    context = {"form": form, "phone": phone_sign_in.masked(request.user), "said": said, "next": onward(request)}
    return render(request, "residents/phone.html", context, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def phone_code(request: ResidentRequest) -> HttpResponse:
    """Type the code in, have it sent again, or go back for another number."""
    process = ChangeOfPhone.waiting(request)
    if process is None:
        return _another_number(request)
    action = request.POST.get("action", "verify") if request.method == "POST" else ""
    if action == "change":
        process.abort()
        return _another_number(request)
    if action == "resend":
        refusal = code_requests.try_to_send(lambda: code_requests.send_again(request, process))
        if refusal is None:
            return redirect(with_next(reverse("residents:phone_code"), onward(request)))
        return refusal.stamp(code_page(request, process, CodeForm(), said=refusal.words))
    if action:
        with one_try_at_a_time(request, request.user):
            return _verify(request)
    return code_page(request, process, CodeForm())


def _verify(request: ResidentRequest) -> HttpResponse:
    """Judge a code, with the session as it stands now and nobody else judging one."""
    process = ChangeOfPhone.waiting(request)
    if process is None:
        return _another_number(request)
    form = CodeForm(request.POST, expected=process.code)
    if form.is_valid():
        try:
            process.finish()
        except phone_sign_in.NumberTaken:
            words = _("这个号码已经有自己的账号了。请先退出，用这个号码登录。")
            return _phone_page(request, AskForm(), status=409, said=words)
        return redirect(onward(request) or "residents:details")
    if form.was_a_try() and not process.record_invalid_attempt():
        return _phone_page(request, AskForm(), status=422, said=_("验证码错了三次，请重新获取。"))
    return code_page(request, process, form, status=422)


def _another_number(request: ResidentRequest) -> HttpResponse:
    return redirect(with_next(reverse("residents:phone"), onward(request)))
