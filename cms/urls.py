"""Public addresses that no editor composes; pages come after them."""

from django.urls import path

from cms.views import attending, correction, glossary, search, site_map

app_name = "cms"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="suggest"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("correction/", correction.correction, name="correction"),
    path("correction/sent/", correction.sent, name="correction_sent"),
    path("sitemap/", site_map.site_map, name="site_map"),
    path("<slug:series>/<slug:lecture>/mine/", attending.mine, name="attending_mine"),
    path("<slug:series>/<slug:lecture>/register/", attending.register, name="register"),
    path("<slug:series>/<slug:lecture>/register/cancel/", attending.cancel, name="register_cancel"),
    path("<slug:series>/<slug:lecture>/register/code.svg", attending.code, name="register_code"),
    path("<slug:series>/<slug:lecture>/question/", attending.question, name="question"),
    path("<slug:series>/<slug:lecture>/question/<int:pk>/withdraw/", attending.withdraw, name="question_withdraw"),
]
