"""All settings, read from the environment; the table in README.md lists them."""

import os
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from chengyu_site import secret_key
from chengyu_site.environment import env, limit, switch, unsafe_for_others
from chengyu_site.logging_settings import logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = switch("DEBUG")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Served over https, behind a proxy that sets X-Forwarded-Proto. Off for a site on this machine alone.
HTTPS = switch("HTTPS")
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key.read_or_create(
    Path(env.str("SECRET_KEY_FILE", default=str(secret_key.default_path())))
)
# Whose X-Forwarded-For is believed: addresses, networks, and `unix` for a proxy that speaks over a socket file.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
try:
    [ip_network(proxy) for proxy in TRUSTED_PROXIES if proxy != "unix"]
except ValueError as error:
    raise ImproperlyConfigured(f"TRUSTED_PROXIES: {error}") from error
# How much that costs much each process does at once; as much again may wait. Fewer than half the server's threads.
EXPENSIVE_AT_ONCE = env.int("EXPENSIVE_AT_ONCE", default=2)
# How often one client may ask, by what for: (number, seconds).
_LIMITS = ["export=20/minute", "api=600/minute", "lists=100/day", "login=30/hour", "verify=60/minute"]
RATE_LIMITS = dict(limit(*pair.partition("=")[::2]) for pair in env.list("RATE_LIMITS", default=_LIMITS))
# What stands at the head of every page: a library to try, works on the site.
SITE_NOTICE = env.str("SITE_NOTICE", default="")
# Database and index of a site that is told nothing else.
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").resolve()
STATIC_ROOT = DATA_DIR / "static"  # is served, empty or not
try:
    # For its owner only: the database holds what is not published, and Numba runs what it finds among its loops.
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    STATIC_ROOT.mkdir(exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"DATA_DIR {DATA_DIR} cannot be used: {error.strerror}") from error

if unsafe := unsafe_for_others(ALLOWED_HOSTS, DEBUG, HTTPS, SECRET_KEY):
    raise ImproperlyConfigured("ALLOWED_HOSTS names a public host, but " + "; ".join(unsafe))

# For how long it is kept what readers asked, without who asked; 0: nothing is noted.
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=180)

# Whether what one person settled in the review queue waits for another to look at it.
SECOND_REVIEW = switch("SECOND_REVIEW")

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # `urls` loads its pages: no command needs them
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "articles",
    "search",
]

MIDDLEWARE = [
    "search.pages.health.Probes",
    "chengyu_site.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "chengyu_site.refusals.Refusals",
    "chengyu_site.reading.ReadMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "chengyu_site.rate_limits.RateLimits",
    "search.pages.conditional.ConditionalPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Whether the processes count requests, for `serve_metrics`. Where they count is for prometheus_client to read.
METRICS = switch("METRICS")
METRICS_DIR = DATA_DIR / "metrics"
if METRICS:
    METRICS_DIR.mkdir(mode=0o700, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_DIR)
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]

ROOT_URLCONF = "chengyu_site.urls"
WSGI_APPLICATION = "chengyu_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["chengyu_site.line_joining.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["chengyu_site.notice"],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'chengyu.sqlite3'}")}
if "ENGINE" not in DATABASES["default"]:
    raise ImproperlyConfigured("DATABASE_URL is no database's address, such as postgres://user:password@host:5432/name")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at once and waits its turn, instead of failing half-way through a transaction.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        **DATABASES["default"].get("OPTIONS", {}),  # what the address itself asks for: …sqlite3?timeout=60
    }
# Opening the database anew costs a page of hits a seventh of its time, SQLite's too.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Answers that cost much to work out, of at most 4 MB each, for all processes; what is too many goes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # Each process keeps its own: pages of searches, of a tenth of a megabyte, which take few milliseconds each.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# Work that no request waits for is queued in the database itself, in the transaction that asks for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# whoosh, opensearch, or another engine by its dotted name.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="") or "whoosh"
INDEX_DIR = Path(env.str("INDEX_DIR", default="") or DATA_DIR / "index").resolve()
PHRASES_DIR = DATA_DIR / "phrases"  # what `update_phrases` has seen
# The cluster of the engine `opensearch`, and the alias of the library's index there; the copies are for each shard.
OPENSEARCH_HOSTS = env.list("OPENSEARCH_HOSTS", default=["http://127.0.0.1:9200"])
OPENSEARCH_INDEX = env.str("OPENSEARCH_INDEX", default="reading-room")
OPENSEARCH_SHARDS = env.int("OPENSEARCH_SHARDS", default=3)
OPENSEARCH_REPLICAS = env.int("OPENSEARCH_REPLICAS", default=1)
OPENSEARCH_USER = env.str("OPENSEARCH_USER", default="")
OPENSEARCH_PASSWORD = env.str("OPENSEARCH_PASSWORD", default="")
OPENSEARCH_API_KEY = env.str("OPENSEARCH_API_KEY", default="")
OPENSEARCH_CA = env.str("OPENSEARCH_CA", default="")
OPENSEARCH_PLAIN_HTTP = switch("OPENSEARCH_PLAIN_HTTP")
# Where the engine's compiled loops are kept. Numba reads it from the environment, and other processes inherit it.
os.environ.setdefault("NUMBA_CACHE_DIR", env.str("NUMBA_CACHE_DIR", default=str(DATA_DIR / "kernels")))

# The taxonomy that a library without themes is given.
THEMES_FILE = Path(env.str("THEMES_FILE", default=str(BASE_DIR / "seeds" / "themes.toml"))).resolve()

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "chengyu_site" / "locale"]  # what Django says in English
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "chengyu_site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Static files come straight from the packages and the source tree until `collectstatic` has run.
WHITENOISE_USE_FINDERS = DEBUG

# Whoever logs in without having been sent there is a curator; there is no other page of one's own.
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "home"

# After ten wrong passwords in a row an account takes none from that address for an hour: from there alone, so that
# nobody can lock a curator out. Who may edit users unlocks in the admin.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "chengyu_site.login_lock.address_of"
AXES_LOCKOUT_CALLABLE = "chengyu_site.login_lock.locked"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # its pages are English; the list of users says who is locked
AXES_VERBOSE = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# A ticked box is a field, and an author may be split who has signed thousands of articles.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000  # nine bytes a character: the longest report fits into its form
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # a folder of pages; what one upload may hold is said in articles.uploading
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = switch("HSTS_SUBDOMAINS")
    SECURE_HSTS_PRELOAD = switch("HSTS_PRELOAD")
    # Whether the host's other names are served over https too, and whether browsers should be told so for good, only
    # who runs the host can know: these two warnings would be wrong here.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# A request that takes longer is a warning in the log.
SLOW_SECONDS = env.float("SLOW_SECONDS", default=2.0)
LOGGING = logging_settings(env.str("LOG_LEVEL", default="WARNING").upper(), as_json=switch("LOG_JSON"))
