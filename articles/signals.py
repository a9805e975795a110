"""What the record tells others about itself."""

from django.dispatch import Signal

# Sent inside the transaction that changes anything readers can find an article by, its deletion included.
# Arguments: article_ids, a list of int; more_to_come, whether others follow at once (`articles.changes.many_changes`).
articles_changed = Signal()

# Sent before an article's page is shown. Arguments: request, article. A receiver answers with an
# `articles.pages.search_context.SearchContext`.
article_shown = Signal()
