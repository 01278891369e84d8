"""Who sends text messages: a file in the demonstration, Alibaba Cloud elsewhere; what goes wrong is one sentence."""

import json
import logging
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from residents import sms
from residents.aliyun import NEEDED, AliyunSender
from residents.models import User
from residents.sms import OutboxSender, SmsNotSent
from tests.residents.by_phone import MASKED, NUMBER, SAME, RecordingSender, ask

OUTBOX = "/accounts/outbox/"


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO, settings.VAR = True, tmp_path
    return tmp_path / "sms"


# ── the outbox ──────────────────────────────────────────────────────────────────


def test_a_message_is_a_file_with_the_number_in_part(demo: Path) -> None:
    OutboxSender().send(SAME, "123456")
    [file] = demo.iterdir()
    message = json.loads(file.read_text())
    assert (message["phone"], message["code"]) == (MASKED, "123456")
    assert "11112222" not in file.read_text()


def test_the_newest_stands_first_and_old_ones_go(demo: Path) -> None:
    for n in range(sms.KEPT + 5):
        OutboxSender().send(SAME, f"{n:06d}")
    codes = [message["code"] for message in sms.outbox()]
    assert (len(codes), codes[0]) == (sms.KEPT, f"{sms.KEPT + 4:06d}")


def test_an_outbox_nobody_wrote_to_is_empty(demo: Path) -> None:
    assert list(sms.outbox()) == []


@pytest.mark.django_db
def test_the_demonstration_shows_the_code_and_the_way_to_it(demo: Path, client: Client) -> None:
    ask(client, next="/plan/")
    assert f'href="{OUTBOX}?next=/plan/"' in client.get("/accounts/login/code/confirm/?next=/plan/").content.decode()
    page = client.get(f"{OUTBOX}?next=/plan/").content.decode()
    assert MASKED in page
    assert NUMBER not in page
    assert next(sms.outbox())["code"] in page
    assert 'href="/accounts/login/code/confirm/?next=/plan/"' in page


@pytest.mark.django_db
def test_the_outbox_shows_news_as_they_would_arrive(demo: Path, client: Client) -> None:
    OutboxSender().tell(SAME, "您对“百禧公园”的意见已发布")
    page = client.get(OUTBOX).content.decode()
    assert "【美好曹杨】您对“百禧公园”的意见已发布，详情请登录网站，看“我的”。" in page
    assert "分钟内有效" not in page


@pytest.mark.django_db
def test_development_has_an_outbox_too(settings: Any, demo: Path, client: Client) -> None:
    settings.DEMO, settings.DEBUG = False, True
    assert client.get(OUTBOX).status_code == 200


@pytest.mark.django_db
def test_nowhere_else_is_there_an_outbox(settings: Any, client: Client, sent: list[Any]) -> None:
    assert client.get(OUTBOX).status_code == 404
    settings.DEMO = True
    assert client.get(OUTBOX).status_code == 404  # a real sender is set
    ask(client)
    assert OUTBOX not in client.get("/accounts/login/code/confirm/").content.decode()


# ── without one ─────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize("lacking", ["SMS_SENDER", "PHONE_KEYS"])
def test_without_a_sender_or_a_key_the_way_by_phone_is_hidden(settings: Any, client: Client, lacking: str) -> None:
    setattr(settings, lacking, [] if lacking == "PHONE_KEYS" else "")
    page = client.get("/accounts/login/").content.decode()
    assert "用手机号" not in page
    assert 'autocomplete="username"' in page
    assert ask(client).status_code == 404
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_message_that_did_not_leave_is_said_and_the_number_kept(
    client: Client, sent: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    RecordingSender.fails = True
    with caplog.at_level(logging.INFO):
        answer = ask(client, next="/plan/")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "短信没有发出" in page
    assert f'value="{NUMBER}"' in page
    assert 'name="next" value="/plan/"' in page
    assert "11112222" not in caplog.text
    assert MASKED in caplog.text
    assert client.get("/accounts/login/").status_code == 200  # no code is on its way


# ── Alibaba Cloud ───────────────────────────────────────────────────────────────


class Answering:
    """The SDK's client, as far as we use it."""

    def __init__(self, code: str = "OK", error: Exception | None = None) -> None:
        self.code, self.error = code, error
        self.asked: list[Any] = []

    def send_sms_with_options(self, request: Any, options: Any) -> Any:
        self.asked.append((request, options))
        if self.error:
            raise self.error
        return SimpleNamespace(body=SimpleNamespace(code=self.code, message=f"{NUMBER} is not allowed"))


@pytest.fixture
def sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK's modules without the SDK; the names are those of version 4.6.0."""
    for name, kind in (
        ("alibabacloud_dysmsapi20170525.models", "SendSmsRequest"),
        ("darabonba.runtime", "RuntimeOptions"),
    ):
        module = ModuleType(name)
        setattr(module, kind, SimpleNamespace)
        monkeypatch.setitem(sys.modules, name.partition(".")[0], ModuleType(name.partition(".")[0]))
        monkeypatch.setitem(sys.modules, name, module)
    for variable in NEEDED:
        monkeypatch.setenv(variable, f"the {variable}")


@pytest.mark.parametrize(("phone", "told"), [(SAME, NUMBER), ("+447400123456", "447400123456")])
def test_the_provider_is_asked_once_with_what_it_needs(sdk: None, phone: str, told: str) -> None:
    client = Answering()
    AliyunSender(client).send(phone, "123456")
    [(request, options)] = client.asked
    assert (request.phone_numbers, request.sign_name) == (told, "the ALIYUN_SMS_SIGN_NAME")
    assert (request.template_code, request.template_param) == ("the ALIYUN_SMS_TEMPLATE_CODE", '{"code": "123456"}')
    assert (options.connect_timeout, options.read_timeout) == (3000, 5000)
    assert (options.autoretry, options.max_attempts) == (False, 1)


@pytest.mark.parametrize(
    "client",
    [
        pytest.param(Answering("isv.BUSINESS_LIMIT_CONTROL"), id="refused"),
        pytest.param(Answering("isv.AMOUNT_NOT_ENOUGH"), id="no_money"),
        pytest.param(Answering(error=TimeoutError(NUMBER)), id="slow"),
        pytest.param(Answering(error=RuntimeError(NUMBER)), id="broken"),
    ],
)
def test_whatever_goes_wrong_is_one_refusal_without_the_number(sdk: None, client: Answering) -> None:
    with pytest.raises(SmsNotSent) as caught:
        AliyunSender(client).send(SAME, "123456")
    assert "1111" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_without_the_sdk_the_log_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "alibabacloud_dysmsapi20170525", None)
    with pytest.raises(SmsNotSent, match=r"requirements-aliyun.lock"):
        AliyunSender(Answering()).send(SAME, "123456")


def test_without_its_settings_nothing_is_sent(sdk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALIYUN_SMS_TEMPLATE_CODE")
    client = Answering()
    with pytest.raises(SmsNotSent):
        AliyunSender(client).send(SAME, "123456")
    assert client.asked == []


def test_news_have_a_template_of_their_own_and_are_cut_to_what_it_takes(
    sdk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not AliyunSender().can_tell()
    monkeypatch.setenv("ALIYUN_SMS_NEWS_TEMPLATE_CODE", "SMS_2")
    client = Answering()
    assert AliyunSender(client).can_tell()
    AliyunSender(client).tell(SAME, "您对“" + "很" * 40 + "”的意见已发布")
    [(request, _)] = client.asked
    assert request.template_code == "SMS_2"
    assert json.loads(request.template_param) == {"what": "您对“" + "很" * 31 + "…"}
