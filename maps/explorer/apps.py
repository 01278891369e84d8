from django.apps import AppConfig


class ExplorerConfig(AppConfig):
    name = "maps.explorer"
    label = "explorer"

    def ready(self) -> None:
        from maps.explorer.views import draw_proposal
        from maps.plan import previewing

        previewing.register(draw_proposal)
