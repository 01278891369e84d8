"""Asking for a code, in the words of a person who is told why there is none."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from residents import phones, sms, text_limits
from residents.code_processes import SealedNumber
from residents.phone_forms import CodeForm
from residents.sms import SmsNotSent
from residents.text_limits import TooManyTexts
from residents.ways_back import onward

_A_MINUTE = 60


@dataclass(frozen=True)
class Refusal:
    """Why no message left: a sentence for the person, a status and a time for the machine."""

    words: str
    status: HTTPStatus
    seconds: int

    def stamp(self, response: HttpResponse) -> HttpResponse:
        response.status_code = self.status
        response.headers["Retry-After"] = str(self.seconds)
        return response


def try_to_send(send: Callable[[], Any]) -> Refusal | None:
    """Do ``send``, and return why it was refused, if it was."""
    try:
        send()
    except TooManyTexts as error:
        return Refusal(wait_sentence(error), HTTPStatus.TOO_MANY_REQUESTS, error.seconds)
    except SmsNotSent:
        words = _("短信没有发出。请过一分钟再试，或者换一种方式登录。")
        return Refusal(words, HTTPStatus.SERVICE_UNAVAILABLE, _A_MINUTE)
    return None


def wait_sentence(error: TooManyTexts) -> str:
    """Say when to try again, the way one says it aloud."""
    if error.seconds <= 2 * _A_MINUTE:
        return _("短信发得太勤了，请过 %(seconds)d 秒再要验证码。") % {"seconds": error.seconds}
    return _("短信发得太多了，请在%(moment)s以后再要验证码。") % {"moment": _moment(error.until)}


def _moment(until: datetime) -> str:
    """Return the minute in which waiting is over, never one too early."""
    local = timezone.localtime(datetime.fromtimestamp(math.ceil(until.timestamp() / 60) * 60, tz=until.tzinfo))
    days = (local.date() - timezone.localdate()).days
    day = {0: _("今天 "), 1: _("明天 ")}.get(days) or f"{date_format(local, _('n月j日'))} "
    return f"{day}{date_format(local, 'H:i')} "


def address_of(request: HttpRequest) -> str:
    address: str = get_adapter().get_client_ip(request)
    return address


def send_again(request: HttpRequest, process: SealedNumber) -> None:
    """Send a fresh code for the same number, as the limits allow."""
    text_limits.take(phone=process.phone, address=address_of(request))
    process.send()


def code_page(
    request: HttpRequest, process: SealedNumber, form: CodeForm, *, status: int = 200, said: str = ""
) -> HttpResponse:
    """Return the page for typing a code in, the number in part, over whose shoulder ever."""
    context = {
        "form": form,
        "said": said,
        "phone": phones.mask(process.phone),
        "wait": text_limits.next_for(process.phone),
        "outbox": sms.has_outbox(),
        "action": reverse(process.page),
        "next": onward(request),
    }
    return render(request, "account/code.html", context, status=status)
