"""What `deploy/` ships is what runs: nginx and gunicorn by those very files, on ports and in folders of the tests'."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from tests.deploy.nginx import NEEDS_NGINX, free_ports, nginx, wait_for
from tests.deploy.shipped import DEPLOY, NAME, ROOT, servers_shipped, settings_shipped
from tests.migrated import give_tables
from tests.processes import run, running
from tests.search.seed_library import SEEDS

UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
SLOW_CLIENTS = 60
FILL = """
import sys, django
django.setup()
from django.core.management import call_command
for words in (["migrate", "-v0"], ["import_pages", sys.argv[1]], ["collectstatic", "--no-input", "-v0"]):
    call_command(*words, skip_checks=True)
"""


def page_of_seeds() -> Path:
    return min(SEEDS.glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Site:
    plain: int
    secure: int
    metrics: int
    folder: Path  # where nginx's logs are

    def ask(self, path: str, port: int | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", port or self.secure, timeout=20)
        if port is None:
            connection.sock = self.connect()
        connection.request("GET", path, headers={"Host": NAME, **headers})
        answer = connection.getresponse()
        answer.text = answer.read()  # type: ignore[attr-defined]
        return answer

    def connect(self) -> ssl.SSLSocket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without the machine's authorities, which take long to load
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.secure), 20), server_hostname=NAME)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("deployed")
    own = {"DATA_DIR": str(folder / "data"), "SECRET_KEY_FILE": str(folder / "key"), "RATE_LIMITS": ""}
    environment = {**os.environ, **settings_shipped(), **own, "PYTHONPATH": str(ROOT)}
    for name in ("DATABASE_URL", "INDEX_DIR", "DEBUG"):
        environment.pop(name, None)
    give_tables(folder / "data")
    run(["-c", FILL, str(page_of_seeds())], environment, check=True)
    inner, plain, secure, metrics = free_ports(4)
    began = re.search(r"^ExecStart=\S+/gunicorn (.*)$", (DEPLOY / "chengyu.service").read_text("utf-8"), re.MULTILINE)
    words = began[1].replace("127.0.0.1:8000", f"127.0.0.1:{inner}").replace("--workers 2", "--workers 1").split()
    with ExitStack() as stack:
        for command in (["-m", "gunicorn", *words], ["manage.py", "serve_metrics", f"127.0.0.1:{metrics}"]):
            stack.enter_context(running(command, environment))
        stack.enter_context(nginx(folder, servers_shipped(folder, plain, secure, inner), plain, secure))
        wait_for(inner, metrics)
        yield Site(plain, secure, metrics, folder)


@NEEDS_NGINX
@pytest.mark.long  # one after the other: they share a site
class TestNginxAndGunicorn:
    def test_pages_and_static_files_are_served_over_https(self, site):
        page = site.ask(f"/search/?q={quote('经济')}")
        assert page.status == 200
        address = re.search(rb'href="(/static/css/base\.[0-9a-f]+\.css)"', page.text)[1].decode()
        for _ in range(2):
            style = site.ask(address)
            assert (style.status, style.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
            assert "immutable" in style.headers["Cache-Control"]

    def test_who_comes_without_https_is_led_there_and_by_another_name_is_refused(self, site):
        led = site.ask("/authors/", site.plain)
        assert (led.status, led.headers["Location"]) == (301, f"https://{NAME}/authors/")
        assert site.ask("/authors/", Host="elsewhere.example").status == 400

    def test_probes_are_answered_plainly_on_the_machine_and_not_outside(self, site):
        for path in ("/healthz", "/readyz"):
            assert site.ask(path, site.plain, Host="10.0.0.7").status == 200
        assert site.ask("/readyz").status == 404

    def test_what_is_counted_is_told_on_an_address_of_its_own_and_nowhere_else(self, site):
        def told(name: str) -> float:
            text = site.ask("/metrics", site.metrics).text.decode()
            return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)[1])

        view = 'django_http_responses_total_by_status_view_method_total{method="GET",status="200",view="authors"}'
        site.ask("/authors/")
        before = told(view)
        site.ask("/authors/")
        assert told(view) == before + 1
        assert (told("chengyu_index_ok"), told("chengyu_database_ok")) == (1, 1)
        assert told("chengyu_tasks") in (0, 1)  # the import leaves one for the worker, a minute later
        assert site.ask("/metrics").status == 404

    def test_who_sends_too_much_is_told_before_it_is_taken_in(self, site):
        assert self._answer_to_too_much(site, "/admin/").startswith(b"HTTP/1.1 413")

    @staticmethod
    def _answer_to_too_much(site: Site, path: str) -> bytes:
        with closing(site.connect()) as client:
            client.sendall(f"POST {path} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 200000000\r\n\r\n".encode())
            return client.recv(100)

    def test_neither_log_holds_what_is_asked_of_a_draft(self, site):
        said = quote("谁也没有印过的一句怪话连着另外一句怪话")
        own = ("/verify/", "/phrases/", "/articles/1/", "/api/phrases")
        for path in (*own, "/search/"):
            assert site.ask(f"{path}?q={said}", Referer=f"https://{NAME}/phrases/?q={said}").status == 200
        for path in own:
            assert self._answer_to_too_much(site, f"{path}?q={said}").startswith(b"HTTP/1.1 413")
        assert self._answer_to_too_much(site, "/other/?q=told").startswith(b"HTTP/1.1 413")
        lines, faults = ((site.folder / f"{kind}.log").read_text("utf-8") for kind in ("access", "error"))
        assert '"GET /phrases/ HTTP/1.1" 200 ' in lines
        assert "POST /other/?q=told" in faults
        assert said not in lines + faults

    def test_slow_clients_stop_nobody(self, site):
        """Each sends a byte at a time: alone, gunicorn would wait for every one of them with a thread of its eight."""
        with ExitStack() as stack:
            slow = [stack.enter_context(closing(site.connect())) for _ in range(SLOW_CLIENTS)]
            for byte in b"GET / HT":
                for client in slow:
                    client.sendall(bytes([byte]))
            began = time.monotonic()
            assert [site.ask("/authors/").status for _ in range(5)] == [200] * 5
            assert site.ask("/healthz", site.plain).status == 200
            assert time.monotonic() - began < 5


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd is installed (Debian: apt-get install systemd)"
)
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for unit in UNITS:  # the user and the programs are those of the machine that the site will run on
        text = (
            unit.read_text("utf-8")
            .replace("/opt/chengyu/.venv/bin/", "/usr/bin/")
            .replace("/usr/bin/gunicorn", "/usr/bin/env")
        )
        (tmp_path / unit.name).write_text(text.replace("/usr/bin/python", "/usr/bin/env"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)], capture_output=True, text=True
    )
    about = [line for line in done.stderr.splitlines() if "chengyu" in line and "User" not in line]
    assert about == []
    assert done.returncode == 0


@pytest.mark.long
def test_the_image_has_what_the_site_needs(tmp_path):
    """What its recipe copies is copied here, and started."""
    recipe = (DEPLOY / "Containerfile").read_text("utf-8")
    for source, target in re.findall(r"^COPY (\S+) (\S+)$", recipe, re.MULTILINE):
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tmp_path / target)
        else:
            shutil.copy(ROOT / source, tmp_path / target)
    give_tables(tmp_path / "data")
    own = {"DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(tmp_path)}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own
    command = [sys.executable, "-c", FILL, f"seeds/{page_of_seeds().name}"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shipped = (DEPLOY / "chengyu.service").read_text("utf-8")
    served = json.loads(re.search(r"^CMD (\[.*\])", recipe.replace("\\\n", ""), re.MULTILINE)[1])
    assert f"/{' '.join(served)}\n" in shipped


def test_the_containers_run_what_there_is(tmp_path):
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    for name, service in services.items():
        assert re.fullmatch(r"chengyu|[a-z]+:\d[\d.]*", service["image"]), name
        assert set(service.get("depends_on", ())) <= set(services)
    files = [volume.split(":")[0] for volume in services["nginx"]["volumes"]]
    assert [file for file in files if not (DEPLOY / file).exists()] == ["./tls"]  # whoever runs it puts it there
    said = services["site"]["environment"]
    assert set(said) <= set(settings_shipped())


def test_the_site_starts_with_the_settings_that_are_shipped(tmp_path):
    own = {"DATA_DIR": str(tmp_path), "SECRET_KEY_FILE": str(tmp_path / "key")}
    environment = {**os.environ, **settings_shipped(), **own}
    said = (
        "from django.conf import settings as s; d = s.DATABASES['default'];"
        " print(d['HOST'], d['NAME'], s.TRUSTED_PROXIES, s.HTTPS)"
    )
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "/var/run/postgresql chengyu ['127.0.0.1'] True\n"


def test_every_command_that_a_unit_runs_is_there():
    said = "".join(file.read_text("utf-8") for file in (*UNITS, DEPLOY / "compose.yaml"))
    commands = set(re.findall(r"manage\.py,? (\w+)", said))
    there = {path.stem for path in ROOT.glob("*/management/commands/*.py")} | {"collectstatic", "migrate"}
    assert commands >= {"run_worker", "backup"}
    assert commands <= there
