"""What a person sees when something went wrong: what happened, what to do next, and what they typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer from a template that asks nothing of the database."""
    return render(request, "500.html", status=500)


@never_cache
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> TemplateResponse:
    """Say that the page was open too long, and give back every text that was sent with it."""
    secret = ("csrfmiddlewaretoken", "password")
    typed = [(k, v) for k, v in request.POST.items() if not k.startswith(secret) and len(v) > 1]
    return TemplateResponse(request, "403_csrf.html", {"typed": typed}, status=403)
