"""Bring the demonstration up: database, static files, and, once, its content."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cms.tasks import rebuild_index
from config.demo import comments, editing, importing, pages, people, plan, prepare
from config.management.commands.serve import address, refuse_taken_port
from maps.plan.models import Plan

T = TypeVar("T")


class Command(BaseCommand):
    help = "Migrate, collect static files, and load the demonstration once. Keeps what is there."
    # The checks ask the database, which may not be there yet; migrate runs them.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(_("这里是正式环境的设置，不能装入演示内容。"))
        if not settings.DEBUG:
            # Collecting static files would take those away that a running site serves.
            refuse_taken_port(*address())
        self.step(_("更新数据库"), prepare.migrate)
        if not settings.DEBUG:
            self.step(_("收集静态文件"), prepare.collect_static)
        if not self.is_loaded():
            self.load()
            # What was published left the worker a task each; who comes first shall not have to wait for them.
            self.step(_("建立搜索索引"), rebuild_index.call)
        self.say_who()

    def step(self, title: str, work: Callable[[], T]) -> T:
        self.stdout.write(f"==> {title} …", ending=" ")
        self.stdout.flush()
        start = time.monotonic()
        done = work()
        self.stdout.write(_("没有变化") if done is False else _("%.1f 秒") % (time.monotonic() - start))
        return done

    def is_loaded(self) -> bool:
        """Whether anything of it is left: a planner may have renamed or deleted the plan, an admin the people."""
        return Plan.objects.exists() or get_user_model().objects.filter(username__in=people.STAFF).exists()

    def load(self) -> None:
        """Load everything in one transaction: an interrupted first start begins anew."""
        with transaction.atomic():
            everybody = self.step(_("装入人物"), lambda: people.make_people(comments.read_cast()))
            site = self.step(_("开设站点"), pages.make_site)
            made = self.step(_("装入规划和图形"), lambda: plan.make_plan(site))
            plan.make_consultations(made)
            self.step(_("绘制图片，装入文章和讲座"), lambda: pages.make_pages(site, made))
            self.step(_("装入居民意见"), lambda: comments.make_comments(made, everybody))
            plan.close_culture(made)
            editing.make_work(everybody)
            importing.make_waiting_import()

    def say_who(self) -> None:
        password = people.set_password()
        names = "、".join([*people.STAFF, *people.RESIDENTS])
        self.stdout.write(_("演示账号：%(names)s\n密码：%(password)s") % {"names": names, "password": password})
