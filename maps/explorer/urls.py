from django.urls import path

from maps.explorer import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("proposals.geojson", views.proposals_geojson, name="proposals_geojson"),
    path("layers/<int:pk>-<slug:version>.geojson", views.layer, name="layer"),
    # Not <int:…>: a wrong number is answered as JSON, not with a page for people.
    path("tiles/<z>/<x>/<y>.json", views.tile, name="tile"),
    path("answers/<int:pk>/", views.results, name="results"),
    path("<slug:slug>/", views.proposal, name="proposal"),
    path("<slug:slug>/comments/<int:pk>/", views.comment_thread, name="comment_thread"),
]
