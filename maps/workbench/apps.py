from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    name = "maps.workbench"
    label = "workbench"
