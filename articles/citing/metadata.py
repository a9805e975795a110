"""What an article page tells machines: its citation, the tags that reference managers read, and its JSON-LD."""

from __future__ import annotations

from typing import Any

from articles.citing.citations import Citation
from articles.models import Article, Authorship, SourceKind


def citation_of(article: Article, url: str) -> Citation:
    """The article as a citation names it: hosts of an interview are not among its authors."""
    source = article.source
    return Citation(
        key=f"article{article.pk}",
        title=article.title,
        subtitle=article.subtitle,
        authors=tuple(said.author.name for said in article.signed if said.role != said.RoleChoice.HOST),
        journal=source is not None and source.kind == SourceKind.JOURNAL_PAPER,
        publication=source.publication if source else "",
        date=article.printed_on,
        page=source.page if source else "",
        url=url,
        supplied_title=article.title_origin == Article.Origin.INFERRED,
    )


def highwire(citation: Citation, keywords: list[str]) -> list[tuple[str, str]]:
    """(name, content) of the Highwire and Dublin Core tags; nothing that is not known."""
    date = f"{citation.date:%Y/%m/%d}" if citation.date else ""
    tags = [
        ("citation_title", citation.full_title),
        *(("citation_author", name) for name in citation.authors),
        ("citation_journal_title", citation.publication),
        ("citation_publication_date", date),
        ("citation_firstpage", citation.page),
        ("citation_language", "zh"),
        ("citation_public_url", citation.url),
        ("citation_keywords", "; ".join(keywords)),
        ("DC.title", citation.full_title),
        *(("DC.creator", name) for name in citation.authors),
        ("DC.date", citation.date.isoformat() if citation.date else ""),
        ("DC.language", "zh-Hans"),
        ("DC.type", "Text"),
    ]
    return [(name, content) for name, content in tags if content]


def json_ld(article: Article, citation: Citation) -> dict[str, Any]:
    """The article in schema.org's words; what is not known is left out."""
    themes = [given.theme.name for given in article.themed]
    described = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle" if citation.journal else "NewsArticle",
        "headline": citation.title,
        "alternativeHeadline": article.subtitle or article.kicker,
        "inLanguage": "zh-Hans",
        "url": citation.url,
        "author": [_person(said) for said in article.signed],
        "articleSection": article.column.name if article.column else "",
        "about": themes,
        "keywords": article.keywords,
        "abstract": article.abstract,
        "datePublished": citation.date.isoformat() if citation.date else "",
        "isPartOf": {"@type": "Periodical", "name": citation.publication} if citation.publication else "",
    }
    return {name: value for name, value in described.items() if value}


def _person(said: Authorship) -> dict[str, Any]:
    affiliation = {"affiliation": {"@type": "Organization", "name": said.affiliation}} if said.affiliation else {}
    kind = "Organization" if said.role == said.RoleChoice.ORGANISATION else "Person"
    pages = [page for _, _, page in said.author.identifiers]
    return {"@type": kind, "name": said.author.name, **affiliation, **({"sameAs": pages} if pages else {})}
