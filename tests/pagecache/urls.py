"""Views of every kind an answer can be kept, for the real middleware to judge."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from pagecache import public

LONG = "曹杨新村的环浜，" * 100


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def shared(request: HttpRequest) -> HttpResponse:
    return public(HttpResponse(LONG), tags=["page:7", "proposal:12"])


def until(request: HttpRequest, seconds: str) -> HttpResponse:
    return public(HttpResponse(LONG), until=timezone.now() + timedelta(seconds=int(seconds)))


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def status(request: HttpRequest, code: int) -> HttpResponse:
    return public(HttpResponse(LONG, status=code))


def with_cookie(request: HttpRequest) -> HttpResponse:
    response = public(HttpResponse(LONG))
    response.set_cookie("seen", "yes")
    return response


def with_user(request: HttpRequest) -> HttpResponse:
    return public(HttpResponse(f"{LONG}{request.user}"))


def with_token(request: HttpRequest) -> HttpResponse:
    return public(HttpResponse(f"{LONG}{get_token(request)}"))


def with_message(request: HttpRequest) -> HttpResponse:
    messages.info(request, "只给你一个人的话")
    return public(HttpResponse(LONG))


def judged_by_itself(request: HttpRequest) -> HttpResponse:
    return public(HttpResponse(LONG, headers={"Cache-Control": "private"}))


def data(request: HttpRequest) -> JsonResponse:
    return public(JsonResponse({"text": LONG}))


def rendered(request: HttpRequest) -> HttpResponse:
    return public(render(request, "500.html"))


urlpatterns = [
    path("plain/", plain),
    path("shared/", shared),
    path("until/<str:seconds>/", until),
    path("missing/", missing),
    path("status/<int:code>/", status),
    path("cookie/", with_cookie),
    path("user/", with_user),
    path("token/", with_token),
    path("message/", with_message),
    path("itself/", judged_by_itself),
    path("data/", data),
    path("rendered/", rendered),
]
