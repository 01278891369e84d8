"""What the pages' editors have in the back office beside Wagtail's own."""
