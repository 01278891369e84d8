from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    name = "residents"
    verbose_name = _("居民")

    def ready(self) -> None:
        from django.core import checks

        from residents import agreements, my_account
        from residents.checks import check_text_messages
        from residents.models import Agreement

        for signal in (pre_save, pre_delete):
            signal.connect(agreements.keep_as_it_is, sender=Agreement, dispatch_uid="residents.agreements.keep")
        for signal in (post_save, post_delete):
            signal.connect(agreements.forget_pages, sender=Agreement, dispatch_uid="residents.agreements.forget")
        post_migrate.connect(agreements.make_first_versions, sender=self, dispatch_uid="residents.agreements.first")
        my_account.register()
        checks.register(check_text_messages)
