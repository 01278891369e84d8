"""Signing in by WeChat, on allauth's provider: on a desktop by its QR code, inside WeChat by the 公众号.

Two apps, one account: both belong to one 微信开放平台 account, whose ``unionid`` says who somebody is.
"""

import json
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.weixin.client import WeixinOAuth2Client
from allauth.socialaccount.providers.weixin.provider import WeixinProvider
from allauth.socialaccount.providers.weixin.views import WeixinOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from residents import names
from residents.models import User
from residents.models.user import made_up_username
from residents.ways_back import onward

#: All that is kept of what WeChat tells.
_KEPT = ("openid", "unionid")


def app_for(request: HttpRequest) -> SocialApp | None:
    """Return the app that serves this browser, or None where it is not set up."""
    inside = "micromessenger" in request.headers.get("User-Agent", "").lower()
    wanted = settings.WEIXIN_APPS.get("mp" if inside else "open")
    if not wanted:
        return None
    return SocialApp(
        provider=WeixinProvider.id,
        name="微信",
        client_id=wanted["app_id"],
        secret=wanted["secret"],
        settings={"scope": [wanted["scope"]], "authorize_url": wanted["authorize_url"]},
    )


class Weixin(WeixinProvider):
    """allauth's provider, with who somebody is across both apps, and no more of them kept than that."""

    package = "allauth.socialaccount.providers.weixin"

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data.get("unionid") or data["openid"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in _KEPT if name in data}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"name": data.get("nickname", "")}

    def get_oauth2_adapter(self, request: HttpRequest) -> "WeixinAdapter":
        return WeixinAdapter(request)

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Sign in with what the app is for: the address has no say in anything but where to go afterwards.

        Who is signed in already joins WeChat to their account instead.
        """
        process = AuthProcess.CONNECT if request.user.is_authenticated else AuthProcess.LOGIN
        return {"process": process, "next_url": onward(request) or None, "scope": self.get_scope()}


class WeixinClient(WeixinOAuth2Client):
    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: dict[str, Any]) -> str:
        """WeChat wants the fragment, and refuses the address without."""
        return f"{super().get_redirect_url(authorization_url, scope, extra_params)}#wechat_redirect"


class WeixinAdapter(WeixinOAuth2Adapter):
    client_class = WeixinClient

    @property
    def authorize_url(self) -> str:
        return str(self.get_provider().app.settings["authorize_url"])

    def get_provider(self) -> Weixin:
        app = app_for(self.request)
        if app is None:
            raise Http404
        return Weixin(self.request, app=app)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Ask who it is. Raises ``OAuth2Error`` when WeChat does not say."""
        asked = {"access_token": token.token, "openid": kwargs.get("response", {}).get("openid"), "lang": "zh_CN"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, params=asked)
        answer.raise_for_status()
        try:
            # It says text/plain and means UTF-8; errors come with status 200.
            told = json.loads(answer.content)
        except ValueError as error:
            raise OAuth2Error("WeChat did not answer in JSON") from error
        if not isinstance(told, dict) or not isinstance(told.get("openid"), str):
            raise OAuth2Error("WeChat did not say who it is")
        if isinstance(told.get("unionid"), str):
            _call_by_common_name(told["openid"], told["unionid"])
        return self.get_provider().sociallogin_from_response(request, told)


def _call_by_common_name(openid: str, unionid: str) -> None:
    """Keep who came before the app was put under a 微信开放平台 account, and had no ``unionid`` yet."""
    accounts = SocialAccount.objects.filter(provider=WeixinProvider.id)
    if not accounts.filter(uid=unionid).exists():
        accounts.filter(uid=openid).update(uid=unionid)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Who comes by WeChat is one of ours: a made-up user name, and their nickname if it may be a display name."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        user: User = sociallogin.user
        user.username = made_up_username()
        user.display_name = _name_from(data.get("name") or "")
        return user

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """Ours are in the settings, and depend on the browser."""
        app = app_for(request)
        return [app] if app else []

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        return reverse("residents:details")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:
        """Say that it did not work and show the other doors; also when somebody changed their mind."""
        page = render(request, "account/weixin_failed.html", {"next": _where(facts)}, status=422)
        raise ImmediateHttpResponse(page)


def _where(facts: dict[str, Any]) -> str:
    state = (facts.get("extra_context") or {}).get("state") or {}
    return str(state.get("next") or "")


def _name_from(nickname: str) -> str:
    """Return the nickname as a proposal for a display name, or nothing where it may not be one."""
    name = names.tidy(str(nickname))[: names.LONGEST].strip()
    try:
        names.validate_display_name(name)
    except ValidationError:
        return ""
    return name


_begin = OAuth2LoginView.adapter_view(WeixinAdapter)
_come_back = OAuth2CallbackView.adapter_view(WeixinAdapter)


@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Go to WeChat, to come back signed in, or with WeChat joined to one's account."""
    response: HttpResponse = _begin(request)
    return response


def joined(user: User) -> QuerySet[SocialAccount]:
    """Return how ``user`` comes by WeChat."""
    accounts: QuerySet[SocialAccount] = SocialAccount.objects.filter(user=user, provider=WeixinProvider.id)
    return accounts


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = _come_back(request)
    return response
