from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = _("站点")

    def ready(self) -> None:
        from django.apps import apps

        from config.roles import make_groups, remember_permissions

        # After the last app that has models (the signal is sent for no other): by then every permission exists.
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        pre_migrate.connect(remember_permissions, sender=last, dispatch_uid="config.roles.before")
        post_migrate.connect(make_groups, sender=last, dispatch_uid="config.roles")
