"""The WSGI application."""

import gc
import os
import threading

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from search.engines.base import engine
from search.text.tokenizer import fold_text, word_texts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengyu_site.settings")
os.umask(0o077)  # what is written to DATA_DIR is its owner's only

application = get_wsgi_application()

# Dictionaries take a second to read, the pages' code another, the engine's loops half a second, half a minute where
# they were never compiled: that is before the first reader comes, not while one waits.
word_texts(fold_text("新質生產力"))
engine().prepare()
get_resolver().url_patterns  # noqa: B018 - what loads every page's code

# All that is there now stays: were the dictionaries' hundreds of thousands of objects looked through for garbage with
# the others, now and then a reader would wait for it.
gc.collect()
gc.freeze()
# A page makes tens of thousands of objects, nearly none of them in circles: to look for those after every seven hundred
# took a tenth of its time.
gc.set_threshold(50_000)

# The titles of a large library take seconds to gather: beside the first readers, of whom none waits for them.
from search.suggestions.library import gather_ahead  # noqa: E402  the models can be imported only after setup

gathering = threading.Thread(target=gather_ahead, name="gather-suggestions", daemon=True)
gathering.start()
# A process that is parted from this one meanwhile (gunicorn --preload) would wait for good for what the thread locked.
os.register_at_fork(before=gathering.join)
