from django.urls import path

from maps.explorer import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("answers/<int:pk>/", views.results, name="results"),
    path("<slug:slug>/", views.proposal, name="proposal"),
    path("<slug:slug>/comments/<int:pk>/", views.comment_thread, name="comment_thread"),
]
