"""A tree written out reads to the same tree."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from search.language.fields import FIELDS
from search.language.query import parse, unparse
from search.language.tree import (
    And,
    Node,
    Not,
    Term,
    Wildcard,
    conjunction,
    disjunction,
)
from search.text.folding import fold_text
from tests.search.language.queries import QUERIES, is_refused, word

LEAF_TEXTS = st.one_of(
    st.text('ab重庆"()-|*?:\\《》或,。_]', min_size=1, max_size=5),
    st.sampled_from(["或", "非", "or", "作者:甲", "作者:", "a*"]),
).map(fold_text)
WHERES = st.sampled_from([(), *(wheres for name, wheres in FIELDS.items() if name != "日期")])
TERMS = st.builds(Term, LEAF_TEXTS.filter(bool), WHERES, st.booleans())
WILDCARDS = st.builds(Wildcard, st.sampled_from(["ai*", "r?d", "336*", "*a", "a.?"]), WHERES)


def _nodes(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=3)
    negated = children.map(lambda child: child.child if isinstance(child, Not) else Not(child))
    return st.one_of(several.map(conjunction), several.map(disjunction), negated)


TREES: st.SearchStrategy[Node] = st.recursive(st.one_of(TERMS, WILDCARDS), _nodes, max_leaves=8)


@given(TREES)
@example(Not(word("_")))
@example(Not(word("]")))
@example(And((word('"a'), word('b"'))))
def test_a_tree_written_out_reads_to_the_same_tree(tree: Node) -> None:
    text = unparse(tree)
    if len(text) <= 200:
        assert parse(text).typed == tree


@given(QUERIES.filter(lambda text: not is_refused(text)))
def test_a_query_written_out_again_reads_the_same(text: str) -> None:
    tree = parse(text).typed
    assert parse(unparse(tree)).typed == tree
