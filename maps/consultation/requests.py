from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request after the site's middleware."""

    htmx: HtmxDetails
