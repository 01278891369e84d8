"""Photographs on their way: stored as soon as they are good, so that a refused text does not lose them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maps.consultation.forms import CommentForm
from maps.consultation.models.photo import MAX_PHOTOS
from maps.consultation.requests import Request, is_number
from media.models import Upload
from media.services import keep_photos
from residents.models import User


def chosen_photos(request: Request, form: CommentForm, author: User) -> Sequence[Upload]:
    """Return what was kept from an earlier try and is still ticked, and what was chosen now; at most three.

    One too many is an error of the form, and nothing new is stored.
    """
    ticked = [int(pk) for pk in request.POST.getlist("kept") if is_number(pk)]
    kept = list(Upload.objects.filter(pk__in=ticked[:MAX_PHOTOS], owner=author, photo=None)) if ticked else []
    new = form.cleaned_data.get("photos") or []
    if len(kept) + len(new) > MAX_PHOTOS:
        message = _("最多附 %(most)s 张照片，请去掉几张。")
        form.add_error("photos", ValidationError(message, code="too_many_photos", params={"most": MAX_PHOTOS}))
        return kept
    return [*kept, *(keep_photos(owner_id=author.pk, photos=new) if new else ())]
