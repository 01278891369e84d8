"""The texts people agree to before they write: which hold now, who has agreed, and that a version is never changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

import pagecache
from residents.models import Agreement, Consent, User

_FIRST_VERSION = "1"
_TEXTS = Path(__file__).parent / "texts"


class AgreementInForce(Exception):
    """A version that people may have agreed to was about to be changed or removed."""


class StaleAgreement(Exception):
    """What was agreed to is not the version that holds now."""


def missing(user: User) -> list[Agreement]:
    """Return the texts in force that ``user`` has not agreed to, or no longer agrees to."""
    return list(Agreement.objects.in_force().not_agreed_to(user))


@transaction.atomic
def agree(*, user: User, versions: Mapping[str, str]) -> None:
    """Record that ``user`` agrees to these versions: name → version, as they were shown.

    Agreeing twice changes nothing; agreeing after a withdrawal begins anew. Raises ``StaleAgreement`` when one
    of them does not hold now: nobody agrees to a text other than the one that was before them.
    """
    in_force = dict(Agreement.objects.in_force().values_list("name", "version"))
    for name, version in versions.items():
        if in_force.get(name) != version:
            raise StaleAgreement(f"{name} {version} is not in force, {in_force.get(name)} is")
        consent, created = Consent.objects.get_or_create(user=user, text=name, version=version)
        if not created and consent.withdrawn_at:
            Consent.objects.filter(pk=consent.pk).update(withdrawn_at=None, given_at=timezone.now())


def agree_to_all(*, user: User) -> None:
    """Record that ``user`` agrees to every text in force: by a button beside which all of them are named."""
    agree(user=user, versions=dict(Agreement.objects.in_force().values_list("name", "version")))


def withdraw(*, user: User, name: str) -> int:
    """Take back the agreement to a text in every version; ``user`` cannot write until they agree again."""
    return user.consents.filter(text=name, withdrawn_at=None).update(withdrawn_at=timezone.now())


# ── reading them ────────────────────────────────────────────────────────────────


@dataclass
class Section:
    """A part of a text under one heading; the first has none when the text begins without."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


def sections(body: str) -> list[Section]:
    """Return the parts of a text: ``# `` begins one with a heading, ``- `` is a point, every other line a paragraph."""
    parts = [Section()]
    for line in filter(None, (line.strip() for line in body.splitlines())):
        if heading := re.fullmatch(r"#+\s+(.+)", line):
            parts.append(Section(title=heading[1]))
        elif point := re.fullmatch(r"[-*]\s+(.+)", line):
            parts[-1].points.append(point[1])
        else:
            parts[-1].paragraphs.append(line)
    return [part for part in parts if part.title or part.paragraphs or part.points]


def begun(name: str) -> models.QuerySet[Agreement]:
    """Return the versions of a text that hold or held, the newest first; what is to come is nobody's to read yet."""
    return Agreement.objects.filter(name=name, in_force_from__lte=timezone.now()).order_by("-in_force_from", "-pk")


def next_change(name: str) -> datetime | None:
    coming = Agreement.objects.filter(name=name, in_force_from__gt=timezone.now()).order_by("in_force_from")
    return coming.values_list("in_force_from", flat=True).first()


def tag(name: str) -> str:
    return f"agreement:{name}"


# ── writing them ────────────────────────────────────────────────────────────────


def keep_as_it_is(sender: Any, instance: Agreement, **kwargs: Any) -> None:
    """Refuse to change or remove a version once it has begun to hold; a receiver of ``pre_save`` and ``pre_delete``."""
    if kwargs.get("raw") or instance.pk is None:
        return
    if Agreement.objects.filter(pk=instance.pk, in_force_from__lte=timezone.now()).exists():
        raise AgreementInForce(f"{instance.name} {instance.version} is in force: write a new version")


def forget_pages(sender: Any, instance: Agreement, **kwargs: Any) -> None:
    """Purge what shows a text; a receiver of ``post_save`` and ``post_delete``."""
    pagecache.purge(tag(instance.name))


@transaction.atomic
def make_first_versions(**kwargs: Any) -> None:
    """Write an honest first version of each text that has none; a receiver of ``post_migrate``.

    Its first sentence says that it is an example which the owner replaces.
    """
    apps = kwargs.get("apps")  # the state that was migrated to; not always the last one
    if apps and ("residents", "agreement") not in {
        (model._meta.app_label, model._meta.model_name) for model in apps.get_models()
    }:
        return
    for name in Agreement.Name.values:
        if not Agreement.objects.filter(name=name).exists():
            body = (_TEXTS / f"{name}.txt").read_text(encoding="utf-8")
            Agreement.objects.create(name=name, version=_FIRST_VERSION, body=body, in_force_from=timezone.now())
