"""The demonstration's import that waits: the editor finds it in 导入 and looks at its preview."""

from django.contrib.auth import get_user_model

from cms.importing import keep
from cms.models import ImportRun
from config.demo.content_files import CONTENT


def make_waiting_import() -> ImportRun:
    editor = get_user_model().objects.get(username="editor")
    data = (CONTENT / "pasted.txt").read_bytes()
    return keep(kind=ImportRun.Kind.WECHAT, data=data, name="", user=editor)
