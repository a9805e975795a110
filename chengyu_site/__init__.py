"""The site: settings, addresses, middleware, and how its templates are laid out.

May import: articles, search.
"""

import os

# Before numpy is loaded. A page's matrices are small: with two threads each reading waits for the other, and took twice
# the processor's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
