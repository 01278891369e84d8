"""What a person sees when something went wrong, what to do next, and the one door to the back office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from residents.ways_back import with_next

#: How long the page about too many tries asks one to wait.
_FIVE_MINUTES = 300


@csrf_exempt
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be read. Exempt, for looking for a token would read it once more."""
    return render(request, "400.html", status=400)


def no_such_document(request: HttpRequest, number: str) -> HttpResponse:
    """Answer a number that no document can have; Wagtail's own address would try to reckon with it."""
    raise Http404(number[:20])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


@never_cache
def too_many(request: HttpRequest) -> HttpResponse:
    """Answer who tried too often; allauth finds this as ``handler429`` of the URLconf."""
    answer = render(request, "429.html", status=429)
    answer.headers["Retry-After"] = str(_FIVE_MINUTES)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer from a template that asks nothing of the database."""
    return render(request, "500.html", status=500)


@never_cache
def staff_door(request: HttpRequest) -> HttpResponse:
    """Stand where Wagtail's own password pages were: send on to the one that has the limits.

    Who is signed in and may not enter is told so; sending them on would lead them back here without end.
    """
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return HttpResponseRedirect(with_next(reverse("account_login"), onward))
    if request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(onward)
    list(messages.get_messages(request))  # Wagtail has left one that says the same
    return render(request, "403.html", {"back_office": True}, status=403)
