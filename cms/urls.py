"""Public addresses that no editor composes; pages come after them."""

from django.urls import path

from cms.views import calendar, glossary, machines, search

app_name = "cms"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="suggest"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("feed/", machines.feed, name="feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("election/<slug:cycle>/calendar.ics", calendar.of_cycle, name="cycle_calendar"),
    path("election/<slug:cycle>/<slug:neighbourhood>/calendar.ics", calendar.of_neighbourhood, name="own_calendar"),
    path("share/qr.svg", machines.qr, name="qr"),
]
