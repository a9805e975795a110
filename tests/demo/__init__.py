"""A library to try the site with: a thousand made articles. `python -m tests.demo FOLDER` writes their pages."""
