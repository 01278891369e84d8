"""How I want to be told, and the link in a letter that ends such letters."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from residents import unsubscribing
from residents.preference_forms import PreferencesForm
from residents.preferences import Category, choose
from residents.views import ResidentRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: ResidentRequest) -> HttpResponse:
    """Choose, for each category, whether to be told in the site, by letter, by text message."""
    form = PreferencesForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        choose(user=request.user, ways=form.chosen())
        messages.success(request, _("已保存。"))
        return redirect("residents:notices")
    return render(request, "residents/notices.html", {"form": form})


@csrf_exempt  # The signed link is what proves the wish: mail programs press this button too (RFC 8058).
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters_off(request: HttpRequest, token: str) -> HttpResponse:
    """End letters of the kind that this link came with. Asks first: programs look behind links on their own."""
    try:
        wish = unsubscribing.read(token)
    except unsubscribing.StaleLink:
        return render(request, "residents/letters_off.html", {"stale": True}, status=410)
    if request.method == "POST":
        unsubscribing.unsubscribe(wish)
    labels = [Category(category).label for category in wish.categories]
    return render(request, "residents/letters_off.html", {"labels": labels, "done": request.method == "POST"})
