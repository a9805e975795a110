"""Addresses of searching, and what it adds to the record's pages: no command needs either."""

from django.urls import path

from articles.signals import article_shown
from search.api.endpoints import anything_else, api
from search.exports import picked
from search.exports import views as export_views
from search.insights import compare_view
from search.insights import views as insight_views
from search.pages import feeds, views
from search.pages.article_trail import add_to_page
from search.phrases import endpoint as phrases_endpoint
from search.phrases import views as phrase_views
from search.saved import views as saved_views
from search.verifying import endpoint as verifying_endpoint
from search.verifying import views as verifying_views

for router in (verifying_endpoint.router, phrases_endpoint.router, anything_else):
    api.add_router("", router)

article_shown.connect(add_to_page, dispatch_uid="search.pages.article_trail")

urlpatterns = [
    path("api/", api.urls),
    path("search/", views.search_page, name="search"),
    path("search/export/", export_views.export, name="search_export"),
    path("search/picked/", picked.picked, name="picked"),
    path("search/lines/", export_views.export_lines, name="search_lines"),
    path("search/feed/", feeds.search_feed, name="search_feed"),
    path("search/facets/<str:name>/", views.facet_page, name="search_facet"),
    path("lists/", saved_views.saved_searches, name="saved_searches"),
    path("lists/<str:token>/", saved_views.saved_search, name="saved_search"),
    path("insights/", insight_views.insights, name="insights"),
    path("insights/compare/", compare_view.compare, name="compare"),
    path("phrases/", phrase_views.phrases, name="phrases"),
    path("articles/<int:pk>/phrases/", phrase_views.article_phrases, name="article_phrases"),
    path("verify/", verifying_views.verify, name="verify"),
    path("help/", views.help_page, name="help"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
