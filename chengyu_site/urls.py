"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("articles.urls")),
    path("", include("search.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "chengyu_site.server_error.server_error"
