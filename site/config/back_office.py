"""Which of Wagtail's own pages of the back office belong to which office, where Wagtail would let in more people.

What is left out of somebody's menu answers 404 to them when its address is typed.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from residents.models import User


def oversees_pages(user: User) -> bool:
    """Whether somebody answers for what others write: an editor, a reviewer, an administrator."""
    return bool(page_permission_policy.user_has_permission(user, "publish"))


def nobody(user: User) -> bool:
    return False


#: Report of Wagtail → who reads it; one that is not named here is Wagtail's to decide.
REPORTS: dict[str, Callable[[User], bool]] = {
    "workflow_tasks": oversees_pages,
    "site_history": oversees_pages,
    "aging_pages": oversees_pages,
    "page_types_usage": nobody,
}
#: Leads to a manual in English on a foreign host.
HELP = "help"


def may_read(user: User, report: str) -> bool:
    return REPORTS.get(report, lambda user: True)(user)


def leave_out_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if may_read(request.user, item.name.replace("-", "_"))]  # type: ignore[arg-type]


def leave_out_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name != HELP]


def close_reports(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer 404 to who types the address of a report that is not theirs."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, *view: object) -> None:
        match = request.resolver_match
        if match is None or "wagtailadmin_reports" not in match.namespaces:
            return
        report = (match.url_name or "").removesuffix("_results")
        if request.user.is_authenticated and not may_read(request.user, report):
            raise Http404(f"the report {report!r} is not for {request.user.get_username()!r}")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
