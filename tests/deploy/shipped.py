"""What `deploy/` ships, with ports and folders of the tests' own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NAME = "library.example"


def settings_shipped() -> dict[str, str]:
    lines = (DEPLOY / "environment").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and line[0] != "#")


def servers_shipped(folder: Path, plain: int, secure: int, *inner: int) -> str:
    """nginx's servers before the site's processes at `inner`, with a certificate made in the folder."""
    made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(["openssl", "req", "-x509", *made, *files], check=True, capture_output=True)
    shutil.copy(DEPLOY / "chengyu_proxy.conf", folder)
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for shipped, own in (
        ("    listen [::]:80;\n", ""), ("    listen [::]:443 ssl;\n", ""),
        ("    server 127.0.0.1:8000;\n", "".join(f"    server 127.0.0.1:{port};\n" for port in inner)),
        ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("/etc/ssl/chengyu", str(folder)), ("/etc/nginx", str(folder)),
        ("/var/lib/nginx/chengyu", str(folder / "cache")), ("/var/log/nginx", str(folder)),
        # All clients of the test have one address.
        ("limit_conn chengyu_clients 40", "limit_conn chengyu_clients 100"),
    ):  # fmt: skip
        assert shipped in text
        text = text.replace(shipped, own)
    return text
