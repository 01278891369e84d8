"""What the house leaves out of Wagtail's menus."""

from wagtail import hooks

from config.back_office import leave_out_help, leave_out_reports

hooks.register("construct_main_menu", leave_out_help)
hooks.register("construct_reports_menu", leave_out_reports)
