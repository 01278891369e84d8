"""What stands at one address in whatever language it is read: feeds, calendars, codes, drafts, files for machines."""

from django.urls import path

from cms.views import calendar, drafts, feeds, machines

app_name = "cms_data"
urlpatterns = [
    path("feed/", feeds.news, name="feed"),
    path("feed/plan/<slug:slug>/", feeds.proposal, name="proposal_feed"),
    path("feed/topics/<slug:slug>/", feeds.topic, name="topic_feed"),
    path("feed/neighbourhoods/<slug:slug>/", feeds.neighbourhood, name="neighbourhood_feed"),
    path("feed/<slug:section>/", feeds.section, name="section_feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("election/<slug:cycle>/calendar.ics", calendar.of_cycle, name="cycle_calendar"),
    path("election/<slug:cycle>/<slug:neighbourhood>/calendar.ics", calendar.of_neighbourhood, name="own_calendar"),
    path("<slug:series>/<slug:lecture>/calendar.ics", calendar.of_lecture, name="lecture_calendar"),
    path("draft/<uuid:key>/", drafts.draft, name="draft"),
    path("share/qr.svg", machines.qr, name="qr"),
]
