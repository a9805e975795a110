"""Which clusters the site agrees to speak to."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.checks import check_engine
from search.engines.opensearch.cluster import Cluster
from search.engines.opensearch.place import Place

FAR = "search-1.example.org"
PASSWORD = "p4ssw0rd"  # noqa: S105  # of nobody


@pytest.mark.parametrize("host", ["http://127.0.0.1:9200", "http://localhost:9200", "http://[::1]:9200"])
def test_this_machine_is_spoken_to_in_the_clear(host: str) -> None:
    assert Place((host,), "library").hosts == (host,)


def test_another_machine_only_with_encryption_unless_told() -> None:
    with pytest.raises(ImproperlyConfigured, match="OPENSEARCH_PLAIN_HTTP"):
        Place(("http://127.0.0.1:9200", f"http://{FAR}:9200"), "library")
    assert Place((f"https://{FAR}:9200",), "library")
    assert Place((f"http://{FAR}:9200",), "library", plain_http=True)


@pytest.mark.parametrize("host", ["", FAR, f"ftp://{FAR}", f"https://reader:secret@{FAR}:9200"])
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="OPENSEARCH_HOSTS"):
        Place((host,), "library")


@pytest.mark.parametrize("name", ["", "Library", "a library", "library*", "_all", "a,b"])
def test_what_could_be_more_than_one_index_is_refused(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="OPENSEARCH_INDEX"):
        Place(("http://127.0.0.1:9200",), name)


def test_an_authority_that_is_no_file_is_named_before_anything_is_asked() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"OPENSEARCH_CA /nowhere\.pem is no file"):
        Place((f"https://{FAR}:9200",), "library", ca="/nowhere.pem")


def test_what_is_secret_is_in_no_text_of_it() -> None:
    place = Place((f"https://{FAR}:9200",), "library", user="reader", password=PASSWORD, api_key="k3y")
    assert not any(secret in text for text in (str(place), repr(place)) for secret in (PASSWORD, "k3y"))


def test_a_node_is_asked_with_its_certificate_looked_at() -> None:
    place = Place((f"https://{FAR}:9200",), "library", user="reader", password=PASSWORD)
    connection = Cluster(place).client.transport.connection_pool.connections[0]
    assert connection.use_ssl
    assert connection.pool.cert_reqs == "CERT_REQUIRED"
    assert connection.headers["authorization"].startswith("Basic ")


def test_a_site_with_such_settings_says_so_before_anything_else(settings) -> None:
    settings.SEARCH_ENGINE, settings.OPENSEARCH_HOSTS = "opensearch", [f"http://{FAR}:9200"]
    assert [message.id for message in check_engine(None)] == ["search.E001"]
