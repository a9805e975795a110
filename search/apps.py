from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from articles.signals import articles_changed
        from search import checks  # noqa: F401  # registers the checks
        from search.indexing import note_changes

        articles_changed.connect(note_changes, dispatch_uid="search.indexing")
