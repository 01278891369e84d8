"""Public addresses that no editor composes; pages come after them."""

from django.urls import path

from cms.views import calendar, correction, drafts, feeds, glossary, machines, search, site_map

app_name = "cms"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggestions, name="suggest"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("correction/", correction.correction, name="correction"),
    path("correction/sent/", correction.sent, name="correction_sent"),
    path("feed/", feeds.news, name="feed"),
    path("feed/plan/<slug:slug>/", feeds.proposal, name="proposal_feed"),
    path("feed/<slug:section>/", feeds.section, name="section_feed"),
    path("sitemap/", site_map.site_map, name="site_map"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("election/<slug:cycle>/calendar.ics", calendar.of_cycle, name="cycle_calendar"),
    path("election/<slug:cycle>/<slug:neighbourhood>/calendar.ics", calendar.of_neighbourhood, name="own_calendar"),
    path("draft/<uuid:key>/", drafts.draft, name="draft"),
    path("share/qr.svg", machines.qr, name="qr"),
]
