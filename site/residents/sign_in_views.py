"""The door: a number and a code first, an address or a name with a password below, WeChat where it is set up."""

from typing import Any

from allauth.account.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from residents import code_requests, phone_sign_in, phones, sms
from residents.account_forms import LoginForm
from residents.code_processes import SignInByCode, one_try_at_a_time
from residents.code_requests import code_page
from residents.phone_forms import AskForm, CodeForm
from residents.ways_back import onward, with_next
from residents.weixin import app_for

#: The page has two forms.
PHONE_IDS = "phone_%s"


def doors(request: HttpRequest, **given: Any) -> dict[str, Any]:
    """Return what the page with all doors is rendered with: ``ask`` and ``form``, each blank unless given."""
    back = onward(request)
    return {
        "phone_form": AskForm(auto_id=PHONE_IDS) if sms.enabled() else None,
        "form": LoginForm(request=request),
        "weixin": app_for(request) is not None,
        "next": back,
        "signup_url": with_next(reverse("account_signup"), back),
    } | given


class SignInView(LoginView):
    """By password; the page shows the other doors, too."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return doors(self.request) | context

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> HttpResponseRedirect | None:
        """Lead who has a code on its way to where it is typed in, and back to where they are going now."""
        if request.method != "GET" or SignInByCode.waiting(request) is None:
            return None
        return HttpResponseRedirect(with_next(reverse("account_confirm_login_code"), onward(request)))


@never_cache
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Send a code to a number, whoever's it is: known and unknown numbers get the same pages and the same code."""
    if not sms.enabled():
        raise Http404
    if request.user.is_authenticated:
        return redirect(onward(request) or "residents:me")
    if request.method != "POST":
        return HttpResponseRedirect(with_next(reverse("account_login"), onward(request)))
    form = AskForm(request.POST, auto_id=PHONE_IDS)
    if not form.is_valid():
        return render(request, "account/login.html", doors(request, phone_form=form), status=422)
    refusal = code_requests.try_to_send(lambda: _send(request, form.cleaned_data["phone"]))
    if refusal is None:
        return HttpResponseRedirect(with_next(reverse("account_confirm_login_code"), onward(request)))
    form.add_error("phone", refusal.words)
    return refusal.stamp(render(request, "account/login.html", doors(request, phone_form=form)))


def _send(request: HttpRequest, phone: str) -> None:
    user = phone_sign_in.ask(phone=phone, address=code_requests.address_of(request))
    SignInByCode.begin(request, user=user, phone=phone).send()


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type the code in, have it sent again, or go back for another number."""
    if request.user.is_authenticated:
        return redirect(onward(request) or "residents:me")
    process = SignInByCode.waiting(request)
    if process is None:
        return _start_again(request, _("验证码过期了，请重新获取。"))
    action = request.POST.get("action", "verify") if request.method == "POST" else ""
    if action == "change":
        process.abort()
        return HttpResponseRedirect(with_next(reverse("account_login"), onward(request)))
    if action == "resend":
        return _send_again(request, process)
    if action:
        with one_try_at_a_time(request, process.user):
            return _verify(request)
    return code_page(request, process, CodeForm())


def _verify(request: HttpRequest) -> HttpResponse:
    """Judge a code, with the session as it stands now and nobody else judging one."""
    process = SignInByCode.waiting(request)
    if process is None:
        return _start_again(request, _("验证码不能用了，请重新获取。"))
    form = CodeForm(request.POST, expected=process.code)
    if form.is_valid():
        if phone_sign_in.may_be_anothers(process.user):
            process.keep_proof()
            return HttpResponseRedirect(with_next(reverse("whose_number"), onward(request)))
        return _come_in(request, process)
    if form.was_a_try() and not process.record_invalid_attempt():
        return _start_again(request, _("验证码错了三次，请重新获取。"), phone=process.phone)
    return code_page(request, process, form, status=422)


def _come_in(request: HttpRequest, process: SignInByCode, *, as_somebody_new: bool = False) -> HttpResponse:
    try:
        coming = process.for_somebody_new() if as_somebody_new else process
        return coming.finish(onward(request) or reverse("residents:me"))
    except phone_sign_in.NumberMoved:
        process.abort()
        return _start_again(request, _("验证码不能用了，请重新获取。"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def whose(request: HttpRequest) -> HttpResponse:
    """Ask who comes after a long time whether the account is theirs: numbers go from one person to another."""
    if request.user.is_authenticated:
        return redirect(onward(request) or "residents:me")
    process = SignInByCode.waiting(request)
    if process is None or not process.is_proved:
        return _start_again(request, _("验证码不能用了，请重新获取。"))
    if request.method != "POST":
        return render(request, "account/whose.html", {"last": process.user.last_login, "next": onward(request)})
    with one_try_at_a_time(request, process.user):
        process = SignInByCode.waiting(request)
        if process is None:
            return _start_again(request, _("验证码不能用了，请重新获取。"))
        return _come_in(request, process, as_somebody_new=request.POST.get("whose") == "new")


def _send_again(request: HttpRequest, process: SignInByCode) -> HttpResponse:
    refusal = code_requests.try_to_send(lambda: code_requests.send_again(request, process))
    if refusal is None:
        return HttpResponseRedirect(with_next(reverse("account_confirm_login_code"), onward(request)))
    kept = CodeForm(initial={"code": request.POST.get("code", "")})
    return refusal.stamp(code_page(request, process, kept, said=refusal.words))


def _start_again(request: HttpRequest, words: str, *, phone: str = "") -> HttpResponse:
    """Answer with the doors and why, the number typed in again already."""
    form = AskForm(initial={"phone": phones.local(phone) if phone else ""}, auto_id=PHONE_IDS)
    return render(request, "account/login.html", doors(request, phone_form=form, said=words), status=422)


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The text messages that the demonstration did not send."""
    if not sms.has_outbox():
        raise Http404
    return render(request, "account/outbox.html", {"messages_sent": list(sms.outbox())[:20], "next": onward(request)})
