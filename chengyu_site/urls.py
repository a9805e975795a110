"""Every address of the site."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView


class Favicon(RedirectView):
    """Where programs look for a site's mark that read no page's head."""

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        return static("img/mark.svg")


admin.autodiscover()

urlpatterns = [
    path("", include("articles.urls")),
    path("", include("search.urls")),
    path("favicon.ico", Favicon.as_view(), name="favicon"),
    path("admin/", admin.site.urls),
]

handler400 = "chengyu_site.server_error.bad_request"
handler500 = "chengyu_site.server_error.server_error"
