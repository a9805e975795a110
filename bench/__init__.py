"""Measures the site's engine beside its peers: the same articles, cut once, the same queries, the same answers.

`python -m bench` (or `make bench`) makes the corpora, builds each engine's index, asks, compares the answers, and
writes `RESULTS.md` and its pictures. Everything it makes lies under `bench/work`; what is there already is used again.
"""
