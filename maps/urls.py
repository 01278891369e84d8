"""Everything below ``/plan/``."""

from django.urls import include, path

app_name = "maps"
urlpatterns = [
    path("", include("maps.explorer.urls")),
    path("", include("maps.consultation.urls")),
]
