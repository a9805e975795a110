"""A cluster that asks for TLS and for who asks, as an operator's does: nginx stands before the nodes for it here."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from search.checks import check_engine
from search.engines.opensearch.place import Place
from search.engines.questions import Question
from search.errors import EngineUnavailable
from search.language.tree import Term
from tests.deploy.nginx import NEEDS_NGINX, free_ports, nginx
from tests.opensearch.cluster import Cluster
from tests.opensearch.engine import EngineOfAFolder
from tests.opensearch.needs import NEEDS_OPENSEARCH
from tests.search.engines.filling import article, rebuilt

pytestmark = [*NEEDS_OPENSEARCH, NEEDS_NGINX]

USER, PASSWORD, KEY = "reading-room", "p4ssw0rd", "c2l0ZTprM3k="


@dataclass(frozen=True, slots=True)
class Secured:
    """`host` has a certificate of the authority `ca`; `other` has signed nothing of it."""

    host: str
    ca: str
    other: str


@pytest.fixture(scope="module")
def secured(opensearch: Cluster, tmp_path_factory) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("secured")
    for name in ("authority", "other"):
        _openssl(
            "req", "-x509", *_KEY, "-subj", f"/CN={name}", "-keyout", folder / f"{name}.key", "-out", folder / name
        )
    _openssl("req", *_KEY, "-subj", "/CN=search", "-keyout", folder / "key", "-out", folder / "asked")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
    signing = ("-CA", folder / "authority", "-CAkey", folder / "authority.key", "-CAcreateserial")
    _openssl("x509", "-req", "-in", folder / "asked", *signing, "-extfile", folder / "names", "-out", folder / "cert")
    hashed = _openssl("passwd", "-apr1", PASSWORD).strip()
    (folder / "users").write_text(f"{USER}:{hashed}\n")
    nodes = " ".join(f"server 127.0.0.1:{node.port};" for node in opensearch.nodes)
    (port,) = free_ports(1)
    with nginx(folder, _SITE.format(nodes=nodes, folder=folder, port=port, key=KEY), port):
        yield Secured(f"https://127.0.0.1:{port}", str(folder / "authority"), str(folder / "other"))
    opensearch.forget("secured")


_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
_SITE = """
    upstream nodes {{ {nodes} }}
    map $http_authorization $asks_for_a_password {{ default "the cluster"; "ApiKey {key}" off; }}
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/cert;
        ssl_certificate_key {folder}/key;
        client_max_body_size 100m;
        auth_basic $asks_for_a_password;
        auth_basic_user_file {folder}/users;
        location / {{ proxy_pass http://nodes; }}
        location /forbidden/ {{ return 403; }}
    }}
"""


def _openssl(*words: str | Path) -> str:
    return subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, text=True).stdout


def engine_of(secured: Secured, **who: Any) -> EngineOfAFolder:
    return EngineOfAFolder(Place((secured.host,), "secured", replicas=0, **{"ca": secured.ca, **who}))


@pytest.mark.parametrize("who", [{"user": USER, "password": PASSWORD}, {"api_key": KEY}])
def test_who_is_known_writes_and_searches_with_encryption(secured: Secured, who: dict[str, str]) -> None:
    engine = engine_of(secured, **who)
    rebuilt(engine, [article(1, "加密之后仍可检索")])
    assert engine.search(Question(Term("仍可检索"))).total == 1
    assert engine.condition().details["nodes"] == 3


@pytest.mark.parametrize("who", [{"user": USER, "password": "wrong"}, {"api_key": "wrong"}, {}])
def test_who_is_not_known_is_told_which_settings_to_look_at(secured: Secured, who: dict[str, str]) -> None:
    with pytest.raises(EngineUnavailable, match="401: it does not know OPENSEARCH_USER") as refused:
        engine_of(secured, **who).search(Question(Term("检索")))
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize("ca", ["", "other"])
def test_a_certificate_of_an_unknown_authority_is_not_believed(secured: Secured, ca: str) -> None:
    engine = engine_of(secured, user=USER, password=PASSWORD, ca=secured.other if ca else "")
    with pytest.raises(EngineUnavailable, match="OPENSEARCH_CA is to name who signed its certificate"):
        engine.search(Question(Term("检索")))


def test_what_is_forbidden_is_said_so(secured: Secured) -> None:
    engine = engine_of(secured, user=USER, password=PASSWORD)
    with pytest.raises(EngineUnavailable, match="may not do this"), engine._cluster.reaching():
        engine._cluster.client.transport.perform_request("GET", "/forbidden/")


def test_the_settings_lead_there_and_a_check_says_what_is_wrong_with_them(secured: Secured, settings) -> None:
    settings.SEARCH_ENGINE, settings.OPENSEARCH_HOSTS, settings.OPENSEARCH_CA = "opensearch", [secured.host], secured.ca
    settings.OPENSEARCH_USER, settings.OPENSEARCH_PASSWORD = USER, "wrong"
    (said,) = check_engine(None)
    assert said.id == "search.W003"
    assert "OPENSEARCH_PASSWORD" in said.msg
    settings.OPENSEARCH_PASSWORD = PASSWORD
    assert [message.id for message in check_engine(None)] == ["search.W001"]  # known, and there is no index yet
