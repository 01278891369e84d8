"""Every address of the site; what editors compose comes last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import views

#: What stands at one address, whatever the language.
urlpatterns = [
    # One way in: allauth's, which has the limits; Wagtail's own two password pages are closed.
    path("admin/login/", views.staff_door),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("plan/", include("maps.data_urls")),
    path("media/", include("media.urls")),
    re_path(r"^documents/(?P<number>\d{19,})/", views.no_such_document),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("cms.data_urls")),
]
if settings.DEBUG:
    urlpatterns += staticfiles_urlpatterns()
# What people read: below /en/ in English, see the languages module.
urlpatterns += i18n_patterns(
    path("accounts/", include("residents.account_urls")),
    path("accounts/", include("allauth.account.urls")),
    path("me/", include("residents.urls")),
    path("plan/", include("maps.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler429 = views.too_many
handler500 = views.server_error
