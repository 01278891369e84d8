"""Errors for scripts: RFC 9457, ``application/problem+json``."""

from django.http import JsonResponse


def problem(status: int, *, code: str, title: str, detail: str) -> JsonResponse:
    """Answer a script: ``code`` and ``title`` are for programs, ``detail`` is the sentence for people."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
