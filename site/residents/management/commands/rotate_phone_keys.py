"""Write every phone number with the newest key, so that an older one can be taken out of PHONE_KEYS a day later."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from residents import phones
from residents.models import User


class Command(BaseCommand):
    help = "Encrypt and hash every phone number with the newest of PHONE_KEYS. Can be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        written, left = 0, []
        for pk in User.objects.exclude(phone_cipher="").values_list("pk", flat=True).iterator(chunk_size=500):
            try:
                written += rewrite(pk)
            except (phones.UnknownKey, IntegrityError) as error:
                left.append(pk)
                self.stderr.write(f"user {pk}: {type(error).__name__}")
        self.stdout.write(_("已用最新的密钥重写 %(count)d 个手机号。") % {"count": written})
        if left:
            raise CommandError(
                _("有 %(count)d 个手机号没有重写：密钥缺失，或同一个号码有两个账号。旧密钥请先留着。")
                % {"count": len(left)}
            )


@transaction.atomic
def rewrite(pk: int) -> bool:
    """Seal one user's number anew, and return whether there still was one."""
    user = User.objects.select_for_update(of=("self",)).filter(pk=pk).exclude(phone_cipher="").first()
    if user is None:
        return False
    phone = phones.unseal(user.phone_cipher)
    user.phone_cipher, user.phone_hash = phones.seal(phone), phones.fingerprint(phone)
    user.save(update_fields=("phone_cipher", "phone_hash"))
    return True
