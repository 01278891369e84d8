from django.urls import path

from residents import views

app_name = "residents"
urlpatterns = [
    path("", views.mine, name="me"),
    path("details/", views.details, name="details"),
    path("state/", views.state, name="state"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/<int:pk>/", views.open_notice, name="notice"),
]
