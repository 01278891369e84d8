from django.urls import path

from residents import views

app_name = "residents"
urlpatterns = [
    path("", views.mine, name="me"),
    path("state/", views.state, name="state"),
    path("notices/<int:pk>/", views.open_notice, name="notice"),
]
