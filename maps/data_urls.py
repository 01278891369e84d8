"""Below ``/plan/`` too, but for machines: at one address, whatever language the page speaks that asks."""

from django.urls import path

from maps.explorer import views

app_name = "maps_data"
urlpatterns = [
    path("proposals.geojson", views.proposals_geojson, name="proposals_geojson"),
    path("layers/<int:pk>-<slug:version>.geojson", views.layer, name="layer"),
    # Not <int:…>: a wrong number is answered as JSON, not with a page for people.
    path("tiles/<z>/<x>/<y>.json", views.tile, name="tile"),
]
