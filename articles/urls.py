"""The record's addresses."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path, register_converter

from articles.pages import issue_views, views
from articles.pages.registers import organisations
from articles.pages.sitemaps import SITEMAPS

register_converter(issue_views.DayConverter, "day")

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("columns/", views.columns, name="columns"),
    path("columns/<str:slug>/", views.column, name="column"),
    path("authors/", views.authors, name="authors"),
    path("authors/<int:pk>/", views.author, name="author"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("themes/", views.themes, name="themes"),
    path("themes/<str:slug>/", views.theme, name="theme"),
    path("features/<int:pk>/", views.feature, name="feature"),
    path("issues/", issue_views.calendar, name="issues"),
    path("issues/<int:year>/", issue_views.calendar, name="issues_of_year"),
    path("issues/<day:day>/", issue_views.issue, name="issue"),
    path("sources/", views.sources, name="sources"),
    path("sources/<int:pk>/", views.source, name="source"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, "sitemap"),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, "sitemap_section"),
]
