"""The record's addresses."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from articles.pages import views
from articles.pages.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("columns/", views.columns, name="columns"),
    path("columns/<str:slug>/", views.column, name="column"),
    path("authors/", views.authors, name="authors"),
    path("authors/<int:pk>/", views.author, name="author"),
    path("themes/", views.themes, name="themes"),
    path("themes/<str:slug>/", views.theme, name="theme"),
    path("features/<int:pk>/", views.feature, name="feature"),
    path("sources/", views.sources, name="sources"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, "sitemap"),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, "sitemap_section"),
]
