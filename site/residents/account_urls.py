"""The doors that are ours, in front of allauth's."""

from django.urls import path

from residents import sign_in_views, weixin

urlpatterns = [
    path("login/", sign_in_views.SignInView.as_view(), name="account_login"),
    path("login/code/", sign_in_views.ask, name="account_request_login_code"),
    path("login/code/confirm/", sign_in_views.enter_code, name="account_confirm_login_code"),
    path("login/whose/", sign_in_views.whose, name="whose_number"),
    path("outbox/", sign_in_views.outbox, name="outbox"),
    path("weixin/login/", weixin.begin, name="weixin_login"),
    path("weixin/login/callback/", weixin.come_back, name="weixin_callback"),
]
