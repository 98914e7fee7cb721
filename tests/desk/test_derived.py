"""Ids that follow from their parts, ranks that keep an order."""

import re

from hypothesis import given
from hypothesis import strategies as st

from salesdesk.desk.derived import derived_id, next_ranks, place_row, rank_after, rank_between
from salesdesk.desk.strategy import add_question
from salesdesk.domain.deal import DealLine
from salesdesk.domain.strategy import Question

RANKS = st.text(alphabet="0123456789abcdefghijklmnopqrstuvwxyz", max_size=6).filter(
    lambda rank: not rank.endswith("0")
)


@given(st.lists(st.text(max_size=8), max_size=4))
def test_an_id_follows_from_its_parts(parts: list[str]) -> None:
    found = derived_id(*parts)
    assert re.fullmatch(r"[0-9a-f]{12}8[0-9a-f]{3}[89ab][0-9a-f]{15}", found)
    assert found == derived_id(*parts)
    assert found != derived_id(*parts, "x")


def test_parts_are_kept_apart() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")


def test_ranks_go_up_however_many() -> None:
    ranks = next_ranks([], 5000)
    assert ranks == sorted(set(ranks)) and max(map(len, ranks)) == 4
    assert next_ranks([DealLine(order=ranks[-1])], 1)[0] > ranks[-1]


@given(st.text(max_size=8))
def test_behind_any_rank_there_is_one(rank: str) -> None:
    assert rank_after(rank) > rank or not rank.isascii() or rank > "zzzz"


@given(RANKS, RANKS)
def test_between_two_ranks_there_is_one(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    found = rank_between(low, high)
    assert low < found < high
    assert not found.endswith("0")


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=200))
def test_a_row_can_always_be_put_between_two_others(places: list[int]) -> None:
    ranks = next_ranks([], 2)
    for place in places:
        at = place % (len(ranks) - 1)
        ranks.insert(at + 1, rank_between(ranks[at], ranks[at + 1]))
    assert ranks == sorted(set(ranks))


def test_the_ends_are_open() -> None:
    (first,) = next_ranks([], 1)
    assert rank_between("", first) < first < rank_between(first, "")
    assert rank_between("", "") == first


def test_a_row_goes_where_it_is_put(desk, make, check_undo) -> None:
    deal = make.deal()
    for words in "abc":
        desk.write("q", lambda w, words=words: add_question(w, deal.id, words))

    def order() -> str:
        return "".join(row.question for row in sorted(desk.select(Question), key=lambda row: row.order))

    def put(words: str, place: int) -> None:
        rows = desk.select(Question)
        (row,) = [row for row in rows if row.question == words]
        desk.write("place", lambda w: place_row(w, row, rows, place))

    check_undo(lambda: put("c", 0))
    assert order() == "cab"
    for words, place, expected in (("c", 1, "acb"), ("a", 9, "cba"), ("b", -3, "bca")):
        put(words, place)
        assert order() == expected
