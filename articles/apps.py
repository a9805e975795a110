from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "文章库"

    def ready(self) -> None:
        from articles import receivers

        receivers.connect()
