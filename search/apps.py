from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from articles.signals import articles_changed
        from search import checks, query_log  # noqa: F401  # the checks are registered by it
        from search.index import triggers
        from search.index.after_commit import note_changes, note_terms, request_begins, request_ends
        from search.models import DictionaryTerm
        from search.phrases import updating

        articles_changed.connect(note_changes, dispatch_uid="search.index.after_commit")
        articles_changed.connect(updating.note_changes, dispatch_uid="search.phrases.updating")
        request_started.connect(request_begins, dispatch_uid="search.index.after_commit")
        request_finished.connect(request_ends, dispatch_uid="search.index.after_commit")
        request_finished.connect(query_log.write_if_due, dispatch_uid="search.query_log")
        for signal in (post_save, post_delete):
            signal.connect(note_terms, sender=DictionaryTerm, dispatch_uid="search.index.after_commit")
        pre_migrate.connect(triggers.remove, sender=self)
        post_migrate.connect(triggers.install, sender=self)
