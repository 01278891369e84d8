"""The texts people agree to: public to read, and one's own page to agree and to take it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

import pagecache
from residents import agreements
from residents.models import Agreement, User
from residents.views import ResidentRequest
from residents.ways_back import onward, with_next


@require_safe
def text(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """A text as it holds now, or one of its versions: the same page for everyone."""
    versions = list(agreements.begun(name))
    if not versions:
        raise Http404
    shown = next((text for text in versions if text.version == version), None) if version else versions[0]
    if shown is None:
        raise Http404
    context = {
        "agreement": shown,
        "sections": agreements.sections(shown.body),
        "in_force": versions[0],
        "others": [text for text in versions if text != shown],
    }
    page = render(request, "residents/agreement.html", context)
    return pagecache.public(page, tags=[agreements.tag(name)], until=agreements.next_change(name))


@never_cache
@require_safe
@login_required
def mine(request: ResidentRequest) -> HttpResponse:
    """What I agreed to, what I have not, and the way to change my mind."""
    return _show(request)


@never_cache
@require_POST
@login_required
def agree(request: ResidentRequest) -> HttpResponse:
    """Agree to the versions that the page showed."""
    if not request.user.consents.exists():
        return redirect(with_next(reverse("residents:welcome"), onward(request)))  # which asks for their age, too
    versions = {name: request.POST[name] for name in Agreement.Name.values if name in request.POST}
    try:
        agreements.agree(user=request.user, versions=versions)
    except agreements.StaleAgreement:
        return _show(request, error=_("刚刚有了新的版本，没有记下您的同意。请看过新的版本再按“同意”。"), status=409)
    if not versions:
        return _show(request, error=_("没有要同意的文本，什么也没有改。"), status=422)
    messages.success(request, _("已记下您的同意，现在可以发言了。"))
    return redirect(onward(request) or "residents:agreements")


@never_cache
@require_POST
@login_required
def withdraw(request: ResidentRequest) -> HttpResponse:
    """Take back what I agreed to; I cannot write until I agree again."""
    name = request.POST.get("name", "")
    label = dict(Agreement.Name.choices).get(name)
    if label is None:
        return _show(request, error=_("没有这个文本，什么也没有改。"), status=422)
    agreements.withdraw(user=request.user, name=name)
    messages.success(request, _("已撤回对%(text)s的同意。您现在不能发言，以前的意见不受影响。") % {"text": label})
    return redirect("residents:agreements")


def _show(request: ResidentRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "texts": _texts(request.user),
        "missing": agreements.missing(request.user),
        "error": error,
        "next": onward(request),
        "is_first": not request.user.consents.exists(),
    }
    return render(request, "residents/agreements.html", context, status=status)


def _texts(user: User) -> list[dict[str, Any]]:
    given = {(consent.text, consent.version): consent for consent in user.consents.all()}
    in_force = Agreement.objects.in_force()
    return [{"agreement": text, "consent": given.get((text.name, text.version))} for text in in_force]
