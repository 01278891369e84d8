from django.urls import path

from maps.consultation import thread_views, views, views_objections

urlpatterns = [
    path("<slug:slug>/comment/", views.comment, name="comment"),
    path("<slug:slug>/comment/for/", views.comment_for, name="comment_for"),
    path("<slug:slug>/mine/", views.comment_box, name="comment_box"),
    path("<slug:slug>/place.json", views.place, name="comment_place"),
    path("<slug:slug>/comment/<int:pk>/edit/", views.edit, name="comment_edit"),
    path("<slug:slug>/comment/<int:pk>/withdraw/", views.withdraw, name="comment_withdraw"),
    path("<slug:slug>/follow/", thread_views.follow, name="follow"),
    path("<slug:slug>/supports.json", thread_views.my_supports, name="my_supports"),
    path("<slug:slug>/comments/<int:pk>/support/", thread_views.support, name="comment_support"),
    path("<slug:slug>/comments/<int:pk>/official/", thread_views.official_reply, name="official_reply"),
    path("<slug:slug>/comment/<int:pk>/report/", views_objections.report, name="comment_report"),
    path("<slug:slug>/comment/<int:pk>/appeal/", views_objections.appeal, name="comment_appeal"),
]
