"""What settings are read from: the environment, and which of them are unsafe together. Used by the settings alone."""

from __future__ import annotations

from collections.abc import Iterable

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_LIMITED = ("export", "api", "lists", "login", "verify")
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


def switch(name: str) -> bool:
    """On or off; off where it is not set. What is neither is a mistake, not an off."""
    value = env.str(name, default="").strip().lower()
    if value not in ("", "0", "1", "false", "true", "no", "yes", "off", "on"):
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value in ("1", "true", "yes", "on")


def limit(name: str, text: str) -> tuple[str, tuple[int, int]]:
    """What is limited, and `20/minute` as a number and its seconds."""
    number, _, span = text.partition("/")
    if name not in _LIMITED or not number.isdecimal() or span not in _SECONDS:
        raise ImproperlyConfigured(f"RATE_LIMITS: {name}={text} is no limit such as export=20/minute")
    return name, (int(number), _SECONDS[span])


def unsafe_for_others(hosts: Iterable[str], debug: bool, https: bool, secret: str) -> list[str]:
    """What is only safe on a site that nobody else reaches, with what to do; nothing where these hosts are home."""
    if set(hosts) <= _LOOPBACK:
        return []
    unsafe = []
    if debug:
        unsafe.append("DEBUG is on: unset DEBUG")
    if "*" in hosts:
        unsafe.append("ALLOWED_HOSTS contains '*': name the site's hosts")
    if not https:
        unsafe.append("HTTPS is off: serve the site over https and set HTTPS=true")
    if len(secret) < 50 or len(set(secret)) < 5:
        unsafe.append("SECRET_KEY is too short to be secret: unset it to have one made, or give 50 random characters")
    if secret.startswith("django-insecure-"):
        unsafe.append("SECRET_KEY is an example that others have too: unset it to have one made")
    return unsafe
