"""Every address of the site; what editors compose comes last."""

from django.conf import settings
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import views

urlpatterns = [
    # One way in: allauth's, which has the limits; Wagtail's own two password pages are closed.
    path("admin/login/", views.staff_door),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("residents.account_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("me/", include("residents.urls")),
    path("plan/", include("maps.urls")),
    path("media/", include("media.urls")),
    re_path(r"^documents/(?P<number>\d{19,})/", views.no_such_document),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("cms.urls")),
]
if settings.DEBUG:
    urlpatterns += staticfiles_urlpatterns()
urlpatterns += [path("", include(wagtail_urls))]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler429 = views.too_many
handler500 = views.server_error
