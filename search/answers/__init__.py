"""One search from request to result; related articles; every occurrence. Imports pages of no kind."""
