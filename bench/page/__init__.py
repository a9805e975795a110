"""The search page as a reader waits for it: a site with a corpus in its database, asked over HTTP, and its parts."""
