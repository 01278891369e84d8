"""Bringing in: give the material, look at what was understood, get drafts; and take them back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.forms_importing import WAYS, MaterialForm, Preview
from cms.import_bodies import collections_for_pictures
from cms.importing import finish, is_untouched, keep, material_of, undo
from cms.imports.blocks import Figure
from cms.imports.errors import PageRefused
from cms.imports.word.opening import Package
from cms.imports.word.reading import media_type_of
from cms.models import ImportRun, NewsIndexPage

RECENT = 10


def may_bring_in(user: Any) -> NewsIndexPage | None:
    """Return the page below which this person may make articles."""
    index = NewsIndexPage.objects.first()
    return index if index is not None and index.permissions_for_user(user).can_add_subpage() else None


class BringInMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_bring_in(request.user) is not None


menu_item = BringInMenuItem(
    gettext_lazy("导入"), reverse_lazy("cms_bring_in"), name="bring-in", icon_name="download", order=165
)


def _index_for(request: HttpRequest) -> NewsIndexPage:
    index = may_bring_in(request.user)
    if index is None:
        raise PermissionDenied("no right to add below the news index")
    return index


def _waiting(request: HttpRequest, pk: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.waiting().of(request.user), pk=pk)


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Ask for the material in one of three ways, and keep it when it can be read."""
    _index_for(request)
    kind = request.POST.get("kind", "")
    forms = {way: _form(form, way == kind, request) for way, form in WAYS.items()}
    if kind in forms and forms[kind].is_valid():
        run = _keep(forms[kind], request)
        if run is not None:
            return redirect("cms_bring_in_preview", run.pk)
    runs = ImportRun.objects.of(request.user).listed()
    context = {
        "ways": [{"kind": way, "label": ImportRun.Kind(way).label, "form": form} for way, form in forms.items()],
        "waiting": runs.waiting(),
        "done": runs.exclude(done_at=None)[:RECENT],
        "header_title": _("导入"),
        "header_icon": "download",
        "breadcrumbs_items": [{"url": "", "label": _("导入")}],
    }
    return render(request, "cms/admin/bring_in.html", context, status=422 if kind else 200)


def _form(form: type[MaterialForm], is_sent: bool, request: HttpRequest) -> MaterialForm:
    return form(request.POST, request.FILES, prefix=form.kind) if is_sent else form(prefix=form.kind)


def _keep(form: MaterialForm, request: HttpRequest) -> ImportRun | None:
    """Keep the material; say in the form why it cannot be read."""
    data, name = form.data_and_name()
    typed = {key: form.cleaned_data[key].strip() for key in ("issue", "source") if key in form.cleaned_data}
    try:
        return keep(kind=form.kind, data=data, name=name, user=request.user, **typed)
    except PageRefused as error:
        form.add_error(next(field for field in ("file", "text") if field in form.fields), error.sentence)
        return None


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was understood; a POST makes the drafts, if nothing stands in their way."""
    index = _index_for(request)
    if ImportRun.objects.of(request.user).exclude(done_at=None).filter(pk=pk).exists():
        return redirect("cms_bring_in_done", pk)  # sent twice, or gone back to
    run = _waiting(request, pk)
    material = material_of(run)
    typed = request.POST if request.method == "POST" else None
    shown = Preview(run, material, index, typed)
    if request.method == "POST" and shown.is_valid() and _may_use_pictures(shown, request):
        try:
            finish(run, material, choices=shown.choices, user=request.user)
        except PageRefused as error:
            shown = Preview(run, material, index, typed)  # with what was brought in meanwhile
            shown.errors.append(error.sentence)
        else:
            return redirect("cms_bring_in_done", run.pk)
    return render(
        request, "cms/admin/bring_in_preview.html", _preview_context(shown), status=422 if shown.typed else 200
    )


def _preview_context(shown: Preview) -> dict[str, Any]:
    blocks = [block for row in shown.rows for block in row.article.blocks]
    return {
        "preview": shown,
        "run": shown.run,
        "pictures": sum(isinstance(block, Figure) for block in blocks),
        "header_title": _("预览：%(name)s") % {"name": shown.run.name},
        "header_icon": "download",
        "breadcrumbs_items": [{"url": reverse("cms_bring_in"), "label": _("导入")}, {"url": "", "label": _("预览")}],
    }


def _may_use_pictures(shown: Preview, request: HttpRequest) -> bool:
    """Say so where pictures would come in through somebody who may not add any."""
    needed = any(row.figures for row in shown.rows if row.is_taken)
    if needed and not collections_for_pictures(request.user).exists():
        shown.errors.append(_("您没有添加图片的权限。请联系管理员，或请有权限的同事来导入。"))
        return False
    return True


@require_GET
def picture(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Send one picture of a document that waits, to whom it belongs."""
    _index_for(request)
    run = _waiting(request, pk)
    package = Package(bytes(run.data)) if run.kind == ImportRun.Kind.WORD else None
    if package is None or name not in package.names or "/media/" not in name:
        raise Http404(name)
    data = package.read(name)
    media_type = media_type_of(data)
    if media_type is None:
        raise Http404(name)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return HttpResponse(data, content_type=media_type, headers=headers)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw material away that waits."""
    _index_for(request)
    _waiting(request, pk).delete()
    messages.success(request, _("没有导入，文件已经丢掉。"))
    return redirect("cms_bring_in")


@require_http_methods(["GET", "POST"])
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the drafts that were made; a POST deletes those that nobody changed."""
    _index_for(request)
    run = get_object_or_404(ImportRun.objects.of(request.user).exclude(done_at=None).defer("data"), pk=pk)
    if request.method == "POST":
        _undo(request, run)
        return redirect("cms_bring_in_done", pk)
    records = run.records.select_related("page").order_by("pk")
    drafts = [(record, record.page.specific if record.page else None) for record in records]
    context = {
        "run": run,
        "drafts": drafts,
        "untouched": sum(1 for _record, page in drafts if page is not None and is_untouched(page)),
        "header_title": _("导入完成：%(name)s") % {"name": run.name},
        "header_icon": "download",
        "breadcrumbs_items": [{"url": reverse("cms_bring_in"), "label": _("导入")}, {"url": "", "label": _("草稿")}],
    }
    return render(request, "cms/admin/bring_in_done.html", context)


def _undo(request: HttpRequest, run: ImportRun) -> None:
    undone = undo(run, user=request.user)
    if undone.deleted:
        messages.success(request, _("删除了 %(count)s 篇草稿，可以重新导入。") % {"count": len(undone.deleted)})
    if undone.kept:
        titles = "、".join(page.title for page in undone.kept)
        messages.warning(request, _("有人改过、发布过或送审的没有删：%(titles)s。") % {"titles": titles})


def import_urls() -> list[URLPattern]:
    return [
        path("bring-in/", bring_in, name="cms_bring_in"),
        path("bring-in/<int:pk>/", preview, name="cms_bring_in_preview"),
        path("bring-in/<int:pk>/drop/", drop, name="cms_bring_in_drop"),
        path("bring-in/<int:pk>/done/", done, name="cms_bring_in_done"),
        path("bring-in/<int:pk>/<path:name>", picture, name="cms_bring_in_picture"),
    ]
