"""Two servers with folders of their own, on one PostgreSQL and one cluster, behind the nginx that is shipped."""

from __future__ import annotations

import json
import os
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from urllib.parse import quote, urlencode

import pytest

from tests.deploy.nginx import NEEDS_NGINX, free_ports, nginx, wait_for
from tests.deploy.shipped import NAME, ROOT, servers_shipped, settings_shipped
from tests.opensearch.cluster import Cluster
from tests.opensearch.needs import NEEDS_OPENSEARCH
from tests.postgresql_cluster import NEEDS_POSTGRESQL
from tests.postgresql_cluster import Cluster as Database
from tests.search.seed_library import SEEDS

pytestmark = [*NEEDS_OPENSEARCH, *NEEDS_POSTGRESQL, NEEDS_NGINX]

PAGE = "春风吹进山城里\n\n□　林小雨\n\n江边的黄葛树一夜之间换了新叶，早起的人们沿着石阶走到江边。\n"
EXPORTS = 6
WAIT_SECONDS = 60


class Pair:
    """The site as a browser sees it; `seen` are the servers that have answered."""

    def __init__(self, port: int, environments: list[dict[str, str]], processes: list[subprocess.Popen[bytes]]) -> None:
        self.environments, self.processes = environments, processes
        self.seen: set[str] = set()
        self._home, self._cookies = f"https://127.0.0.1:{port}", CookieJar()
        trusting = ssl._create_unverified_context()  # noqa: S323  # the certificate is the test's own
        self._open = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting), urllib.request.HTTPCookieProcessor(self._cookies), _Stay()
        ).open

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str]:
        headers = {"Host": NAME, "Referer": f"https://{NAME}/", **({"Content-Type": kind} if kind else {})}
        request = urllib.request.Request(self._home + path, body, headers)  # noqa: S310  # https, our own
        try:
            answer = self._open(request, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            self.seen.add(answer.headers["X-Server"])
            self.last = answer.headers.get("Location") or ""
            return answer.status, answer.read().decode()

    def send(self, path: str, **fields: str) -> int:
        return self.ask(path, urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode())[0]

    @property
    def token(self) -> str:
        return next((cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken"), "")

    def upload(self, name: str, text: str) -> int:
        parts = (
            f'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token}\r\n'
            f'--b\r\nContent-Disposition: form-data; name="several"; filename="{name}"\r\n'
            f"Content-Type: text/plain\r\n\r\n{text}\r\n--b--\r\n"
        )
        return self.ask("/admin/articles/importbatch/upload/", parts.encode(), "multipart/form-data; boundary=b")[0]

    def run(self, server: int, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *words]
        environment = self.environments[server]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def pair(opensearch: Cluster, cluster: Database, tmp_path_factory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("two")
    *inner, plain, secure = free_ports(4)
    shared = {
        **{"DATABASE_URL": cluster.url, "SECRET_KEY": "two-servers-one-site-" * 4, "METRICS": ""},
        **{"SEARCH_ENGINE": "opensearch", "OPENSEARCH_HOSTS": opensearch.hosts, "OPENSEARCH_INDEX": "two-servers"},
        **{"RATE_LIMITS": f"export={EXPORTS}/day", "DJANGO_SETTINGS_MODULE": "chengyu_site.settings"},
        **{"DJANGO_SUPERUSER_USERNAME": "wang", "DJANGO_SUPERUSER_PASSWORD": "p4ssw0rd"},
    }
    environments = [{**os.environ, **settings_shipped(), **shared, "DATA_DIR": str(folder / n)} for n in ("a", "b")]
    commands = (
        ["migrate", "-v0"],
        ["import_pages", str(sorted(SEEDS.glob("*.txt"))[0])],
        ["rebuild_index"],
        ["collectstatic", "--noinput", "-v0"],
        ["createsuperuser", "--noinput", "--email", "wang@example.cn"],
    )
    for words, environment in ((commands, environments[0]), (commands[3:4], environments[1])):
        command = [sys.executable, "-m", "tests.commands", json.dumps(words)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
    servers = servers_shipped(folder, plain, secure, *inner).replace(
        "server_tokens off;", "server_tokens off; add_header X-Server $upstream_addr always;"
    )
    with ExitStack() as stack:
        processes = []
        for port, environment in zip(inner, environments, strict=True):
            serving = ["-m", "gunicorn", "chengyu_site.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
            processes.append(_started(stack, serving, environment))
        _started(stack, ["manage.py", "run_worker"], environments[0])
        wait_for(*inner)
        stack.enter_context(nginx(folder, servers, secure))
        yield Pair(secure, environments, processes)
    opensearch.forget("two-servers")


def _started(stack: ExitStack, words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment)
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)
    return process


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def both_say(pair: Pair, path: str, wanted: str) -> None:
    pair.seen.clear()
    said = [pair.ask(path) for _ in range(6)]
    assert [(status, wanted in text) for status, text in said] == [(200, True)] * 6, said[0][1][:500]
    assert len(pair.seen) == 2


def test_one_session_upload_list_and_library_on_both(pair: Pair) -> None:
    pair.ask("/admin/login/")
    assert pair.send("/admin/login/?next=/admin/", username="wang", password="p4ssw0rd") == 302  # noqa: S106
    both_say(pair, "/admin/", "上传文件")
    assert pair.upload("春风.txt", PAGE) == 302
    batch = pair.last
    until(lambda: "看读法" in pair.ask(batch)[1])
    assert pair.send(re.sub(r"change/$", "act/", batch), confirm="x") == 302
    until(lambda: "已完成" in pair.ask(batch)[1])
    both_say(pair, batch, "已完成")
    address = f"/search/?q={quote('黄葛树')}"
    until(lambda: "春风吹进山城里" in pair.ask(address)[1])
    both_say(pair, address, "春风吹进山城里")
    assert pair.send("/lists/", search=f"?q={quote('黄葛树')}", name="两台服务器") in (302, 303)
    both_say(pair, pair.last, "两台服务器")
    both_say(pair, "/lists/", "两台服务器")


def test_what_one_server_has_kept_is_not_told_after_a_change(pair: Pair) -> None:
    pair.ask("/admin/logout/")
    pair._cookies.clear()
    address = f"/insights/?q={quote('经济')}"
    both_say(pair, address, "经济")
    before = pair.ask("/api/search?q=" + quote("经济"))[1]
    change = "from articles.models import Article as A; from articles.changes import *"
    taken = f"{change}\nfor a in A.objects.filter(title__contains='经济'): a.status = 'withdrawn'; a.save()"
    done = pair.run(1, "shell", "-c", taken)
    assert done.returncode == 0, done.stderr
    assert pair.run(1, "sync_index").returncode == 0
    pair.seen.clear()
    totals = {json.loads(pair.ask("/api/search?q=" + quote("经济"))[1])["total"] for _ in range(4)}
    assert len(totals) == 1
    assert totals != {json.loads(before)["total"]}
    assert len(pair.seen) == 2


def test_a_client_is_counted_over_both(pair: Pair) -> None:
    pair._cookies.clear()
    pair.seen.clear()
    said = [pair.ask(f"/search/export/?q={quote('经济')}&format=csv")[0] for _ in range(EXPORTS + 2)]
    assert [status == 429 for status in said] == [False] * EXPORTS + [True] * 2
    assert len(pair.seen) == 2


def test_a_second_worker_is_refused_wherever_it_is_started(pair: Pair) -> None:
    refused = pair.run(1, "run_worker", "--once")
    assert refused.returncode != 0
    assert "another worker" in refused.stderr


def test_without_one_of_the_servers_the_other_goes_on(pair: Pair) -> None:
    pair.processes[1].kill()
    pair.processes[1].wait()
    assert {pair.ask("/authors/")[0] for _ in range(6)} == {200}
