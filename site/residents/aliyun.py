"""Text messages by Alibaba Cloud (阿里云短信服务), through its own SDK: ``requirements-aliyun.lock``."""

import json
import os
from importlib.util import find_spec
from typing import Any

from residents.sms import SmsNotSent

SDK = "alibabacloud_dysmsapi20170525"
#: What the environment must say, and what it is.
NEEDED = {
    "ALIYUN_ACCESS_KEY_ID": "AccessKey ID",
    "ALIYUN_ACCESS_KEY_SECRET": "AccessKey Secret",
    "ALIYUN_SMS_SIGN_NAME": "短信签名",
    "ALIYUN_SMS_TEMPLATE_CODE": "模板 CODE，模板里的变量名是 code",
}
#: May be said, too: the template of news, whose variable is called ``what``. Without it no news are sent.
NEWS_TEMPLATE = "ALIYUN_SMS_NEWS_TEMPLATE_CODE"
#: What the provider takes as one variable.
LONGEST_WHAT = 35
ENDPOINT = "dysmsapi.aliyuncs.com"
CONNECT_MILLISECONDS = 3_000
READ_MILLISECONDS = 5_000
_HOME = "+86"


def missing() -> list[str]:
    """Return the variables that the environment does not say."""
    return [name for name in NEEDED if not os.environ.get(name)]


def is_installed() -> bool:
    return find_spec(SDK) is not None  # not imported: it is large, and this is asked at every command


class AliyunSender:
    def __init__(self, client: Any = None) -> None:
        """``client``: the SDK's, made from the environment unless given."""
        self._client = client

    def send(self, phone: str, code: str) -> None:
        self._send(phone, "ALIYUN_SMS_TEMPLATE_CODE", code=code)

    def can_tell(self) -> bool:
        return bool(os.environ.get(NEWS_TEMPLATE))

    def tell(self, phone: str, what: str) -> None:
        self._send(phone, NEWS_TEMPLATE, what=what if len(what) <= LONGEST_WHAT else what[: LONGEST_WHAT - 1] + "…")

    def _send(self, phone: str, template: str, **said: str) -> None:
        try:
            answer = self._ask(phone, template, said)
        except SmsNotSent:
            raise
        # The SDK raises what its many layers raise: none of it may become an error page. Its words may name the number.
        except Exception as error:  # noqa: BLE001
            raise SmsNotSent(type(error).__name__) from None
        if answer.body.code != "OK":
            raise SmsNotSent(f"the provider answered {answer.body.code}")

    def _ask(self, phone: str, template: str, said: dict[str, str]) -> Any:
        try:
            from alibabacloud_dysmsapi20170525.models import SendSmsRequest
            from darabonba.runtime import RuntimeOptions
        except ImportError as error:
            raise SmsNotSent("the SDK is missing: pip install -r requirements-aliyun.lock") from error
        request = SendSmsRequest(
            # Abroad without the plus, as the provider wants it.
            phone_numbers=phone.removeprefix(_HOME) if phone.startswith(_HOME) else phone.removeprefix("+"),
            sign_name=os.environ["ALIYUN_SMS_SIGN_NAME"],
            template_code=os.environ[template],
            template_param=json.dumps(said, ensure_ascii=False),
        )
        # Once: a message that may have left is not sent again behind the person's back.
        options = RuntimeOptions(
            connect_timeout=CONNECT_MILLISECONDS, read_timeout=READ_MILLISECONDS, autoretry=False, max_attempts=1
        )
        return (self._client or _client()).send_sms_with_options(request, options)


def _client() -> Any:
    from alibabacloud_dysmsapi20170525.client import Client
    from alibabacloud_tea_openapi.utils_models import Config

    return Client(
        Config(
            access_key_id=os.environ["ALIYUN_ACCESS_KEY_ID"],
            access_key_secret=os.environ["ALIYUN_ACCESS_KEY_SECRET"],
            endpoint=ENDPOINT,
        )
    )
