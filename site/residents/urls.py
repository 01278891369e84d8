from django.urls import path

from residents import agreement_views, data_views, notice_views, phone_views, views, welcome_views

app_name = "residents"
urlpatterns = [
    path("", views.mine, name="me"),
    path("welcome/", welcome_views.welcome, name="welcome"),
    path("details/", views.details, name="details"),
    path("phone/", phone_views.phone, name="phone"),
    path("weixin/leave/", views.leave_weixin, name="leave_weixin"),
    path("phone/code/", phone_views.phone_code, name="phone_code"),
    path("state/", views.state, name="state"),
    path("notices/", notice_views.preferences, name="notices"),
    path("notices/off/<str:token>/", notice_views.letters_off, name="letters_off"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/<int:pk>/", views.open_notice, name="notice"),
    path("agreements/", agreement_views.mine, name="agreements"),
    path("agreements/agree/", agreement_views.agree, name="agree"),
    path("agreements/withdraw/", agreement_views.withdraw, name="withdraw_agreement"),
    path("agreements/<slug:name>/", agreement_views.text, name="agreement"),
    path("agreements/<slug:name>/<str:version>/", agreement_views.text, name="agreement_version"),
    path("export/", data_views.take_away, name="export"),
    path("close/", data_views.close, name="close"),
    path("closed/", data_views.closed, name="closed"),
]
