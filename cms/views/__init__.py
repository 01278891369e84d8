"""The public pages that no editor composes, and what is made of those that they do."""
