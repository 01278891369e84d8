"""Who may write now: blocks on a person, freezes on a proposal or on the whole site."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

import pagecache
from maps.consultation.errors import AlreadyFrozen, Blocked, Frozen, NotOneself
from maps.consultation.models import Block, Freeze
from maps.plan.models import Plan, Proposal
from residents.models import Notice, User
from residents.services import notify


def may_write(user: User, proposal: Proposal) -> None:
    """Return if ``user`` may write about ``proposal`` now, with one query.

    Raises ``Blocked`` with the reason and until when, ``Frozen`` with the reason.
    """
    blocked, frozen = _rows(Block.objects.on(user), "block"), _rows(Freeze.objects.on(proposal), "freeze")
    rows = list(blocked.union(frozen, all=True))
    blocks = [(why, until) for what, why, until in rows if what == "block"]
    if blocks:
        why, until = max(blocks, key=lambda block: (block[1] is None, block[1] or timezone.now()))
        raise Blocked(user=user.pk, reason=why, until=until_in_words(until))
    if rows:
        raise Frozen(proposal=proposal.pk, reason=rows[0][1])


def _rows(standing: QuerySet[Any], what: str) -> QuerySet[Any, tuple[str, str, datetime | None]]:
    until = F("until") if what == "block" else Value(None, output_field=DateTimeField())
    columns = {"what": Value(what, output_field=CharField()), "why": F("reason"), "ends": until}
    return standing.order_by().annotate(**columns).values_list("what", "why", "ends")


def until_in_words(until: datetime | None) -> str:
    if until is None:
        return _("解除为止")
    return date_format(timezone.localtime(until), _("Y年n月j日 H:i"))


@transaction.atomic
def block(*, user: User, by: User, reason: str, until: datetime | None = None) -> Block:
    """Stop a person from writing, and tell them; a block that stands already gives way to this one."""
    if user == by:
        raise NotOneself(user=user.pk)
    Block.objects.on(user).update(lifted_by=by, lifted_at=timezone.now())
    made = Block.objects.create(user=user, blocked_by=by, reason=reason.strip(), until=until)
    title = _("您暂时不能留言，到%(until)s。理由和申诉办法在“我的”里") % {"until": until_in_words(until)}
    notify(user=user, kind=Notice.Kind.DECISION, title=title, url=reverse("residents:me"))
    return made


@transaction.atomic
def lift_block(*, block_id: int, by: User) -> Block:
    """Let a person write again, and tell them. Doing it twice changes nothing."""
    made = Block.objects.select_for_update(of=("self",)).select_related("user").get(pk=block_id)
    if _lift(made, by):
        notify(user=made.user, kind=Notice.Kind.DECISION, title=_("您可以继续留言了"), url=reverse("residents:me"))
    return made


@transaction.atomic
def freeze(*, proposal: Proposal | None, by: User, reason: str) -> Freeze:
    """Stop writing on a proposal, or everywhere; what is published stays. Raises ``AlreadyFrozen``."""
    try:
        with transaction.atomic():
            made = Freeze.objects.create(proposal=proposal, frozen_by=by, reason=reason.strip())
    except IntegrityError as error:
        raise AlreadyFrozen(proposal=proposal and proposal.pk) from error
    _purge(proposal)
    return made


@transaction.atomic
def lift_freeze(*, freeze_id: int, by: User) -> Freeze:
    """Let everyone write again. Doing it twice changes nothing."""
    made = Freeze.objects.select_for_update(of=("self",)).select_related("proposal").get(pk=freeze_id)
    if _lift(made, by):
        _purge(made.proposal)
    return made


def _lift(standing: Block | Freeze, by: User) -> bool:
    """End what stands on a locked row; return whether it stood."""
    if standing.lifted_at is not None:
        return False
    standing.lifted_by, standing.lifted_at = by, timezone.now()
    standing.save(update_fields=("lifted_by", "lifted_at"))
    return True


def _purge(proposal: Proposal | None) -> None:
    """Let go the pages that may say whether one can write."""
    if proposal:
        pagecache.purge(f"proposal:{proposal.pk}", f"plan:{proposal.plan_id}")
        return
    tags = [f"plan:{pk}" for pk in Plan.objects.values_list("pk", flat=True)]
    tags += [f"proposal:{pk}" for pk in Proposal.objects.values_list("pk", flat=True)]
    if tags:
        pagecache.purge(*tags)
