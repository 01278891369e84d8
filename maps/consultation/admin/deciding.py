"""What the queue's buttons do: decide one, decide many, take back; and what the moderator is told."""

from collections import Counter
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from maps.consultation import services
from maps.consultation.admin.moderators import require_moderator
from maps.consultation.errors import ConsultationError
from maps.consultation.models import Comment, CommentRevision, Decision, Photo
from maps.consultation.services.log import stale
from maps.consultation.services.photos import VERDICTS
from residents.models import User

Verb = Decision.Verb
_VERBS = (
    Verb.PUBLISH,
    Verb.RETURN,
    Verb.HIDE,
    *Decision.OF_EDITS,
    Verb.DISMISS_REPORTS,
    *Decision.OF_APPEALS,
    *VERDICTS,
)
_TOGETHER = (Verb.PUBLISH, Verb.RETURN)
MAX_TOGETHER = 50


class DecisionForm(forms.Form):
    """What a moderator presses and types. A wish that fits no state any more is refused by the service."""

    verb = forms.ChoiceField(choices=[(verb, verb.label) for verb in _VERBS])
    reason = forms.ChoiceField(label=_("理由"), choices=Decision.Reason.choices, required=False)
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, error_messages={"max_length": _("说明最多 300 个字。")}
    )
    seen = forms.CharField(required=False)
    photo = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class TogetherForm(DecisionForm):
    """One verb and one reason for all that is ticked; each tick is a comment's number and its fingerprint."""

    verb = forms.ChoiceField(choices=[(verb, verb.label) for verb in _TOGETHER])
    seen = None  # type: ignore[assignment]  # each tick has its own
    photo = None  # type: ignore[assignment]


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    moderator = require_moderator(request)
    comment = get_object_or_404(Comment, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        _refuse(request, _faults(form))
        return redirect("comment_queue:detail", pk)
    try:
        decision = _act(comment, moderator, **form.cleaned_data)
    except ConsultationError as error:
        _refuse(request, error.for_people())
        return redirect("comment_queue:detail", pk)
    messages.success(request, _done(request, decision))
    return redirect(get_valid_next_url_from_request(request) or reverse("comment_queue:index"))


def _act(comment: Comment, moderator: User, *, verb: str, photo: int | None = None, **facts: Any) -> Decision:
    """Hand a wish to the service it belongs to."""
    if verb in VERDICTS:
        facts.pop("seen")
        chosen = get_object_or_404(Photo, pk=photo, comment=comment)
        return services.decide_photo(photo_id=chosen.pk, moderator=moderator, verb=verb, **facts)
    if verb in Decision.OF_EDITS:
        revision = CommentRevision.objects.waiting().filter(comment=comment).first()
        if revision is None:
            raise stale(comment, verb)
        return services.decide_edit(revision_id=revision.pk, moderator=moderator, verb=verb, **facts)
    if verb in Decision.OF_APPEALS:
        return services.decide_appeal(comment_id=comment.pk, moderator=moderator, verb=verb, **facts)
    if verb == Verb.DISMISS_REPORTS:
        facts.pop("reason")
        return services.dismiss(comment_id=comment.pk, moderator=moderator, **facts)
    return services.decide(comment_id=comment.pk, moderator=moderator, verb=verb, **facts)


@require_POST
def decide_together(request: HttpRequest) -> HttpResponse:
    """Decide on all that is ticked, one by one: what cannot be decided is named, the others go through."""
    moderator = require_moderator(request)
    back = get_valid_next_url_from_request(request) or reverse("comment_queue:index")
    form = TogetherForm(request.POST)
    ticks = request.POST.getlist("tick")[: MAX_TOGETHER + 1]
    if not form.is_valid():
        _refuse(request, _faults(form))
    elif not ticks:
        messages.error(request, _t("没有改动：请先勾选意见。"))
    elif len(ticks) > MAX_TOGETHER:
        _refuse(request, _t("没有改动：一次最多处理 %(most)s 条，请少勾一些。") % {"most": MAX_TOGETHER})
    else:
        _tell(request, *_decide_each(ticks, moderator, form.cleaned_data))
    return redirect(back)


def _decide_each(ticks: list[str], moderator: User, wish: dict[str, Any]) -> tuple[list[Decision], list[str]]:
    """Return the decisions made, and a sentence for each that was not."""
    made: list[Decision] = []
    refused: list[str] = []
    for tick in ticks:
        number, _colon, seen = tick.partition(":")
        try:
            made.append(services.decide(comment_id=int(number), moderator=moderator, seen=seen, **wish))
        except ConsultationError as error:
            refused.append(_t("意见 %(number)s：%(why)s") % {"number": number, "why": error.for_people()})
        except (Comment.DoesNotExist, ValueError, OverflowError):
            refused.append(_t("没有意见“%(number)s”。") % {"number": number[:20]})
    return made, refused


def _tell(request: HttpRequest, made: list[Decision], refused: list[str]) -> None:
    """Say how many went through, and of the others which and why."""
    for verb, count in Counter(decision.get_verb_display() for decision in made).items():
        messages.success(request, _t("%(verb)s：%(count)s 条。") % {"verb": verb, "count": count})
    if refused:
        _refuse(request, _t("%(count)s 条没有改动。") % {"count": len(refused)} + " " + " ".join(refused))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    moderator = require_moderator(request)
    decision = get_object_or_404(Decision, pk=pk)
    try:
        services.undo(decision_id=pk, moderator=moderator)
    except ConsultationError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _undone(decision))
    return redirect("comment_queue:detail", decision.comment_id)


def _undone(decision: Decision) -> str:
    if decision.from_status != decision.to_status:
        return _t("已撤销，意见回到“%(status)s”。") % {"status": Comment.Status(decision.from_status).label}
    return _t("已撤销“%(verb)s”。") % {"verb": decision.get_verb_display()}


def _faults(form: forms.Form) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _refuse(request: HttpRequest, sentence: str) -> None:
    """Say why nothing changed, with the moderator's own words given back."""
    note = request.POST.get("note", "").strip()
    typed = format_html(" {}<q>{}</q>", _t("您写的说明："), note) if note else ""
    messages.error(request, format_html("{}{}", sentence, typed))


def _done(request: HttpRequest, decision: Decision) -> SafeString:
    """Say what was done, with a button that takes it back."""
    is_moved = decision.from_status != decision.to_status
    became = Comment.Status(decision.to_status).label if is_moved else decision.get_verb_display()
    return format_html(
        '{} <form method="post" action="{}" class="comment-undo"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<button class="button button-small button-secondary" data-undo>{}</button></form>',
        _t("意见 %(number)s：%(status)s。") % {"number": decision.comment_id, "status": became},
        reverse("comment_queue:undo", args=(decision.pk,)),
        get_token(request),
        _t("撤销"),
    )
