"""The rule by which judgements make entities, on examples and on anything that hypothesis can think of."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.link import partition, standing
from onrecord.link.keys import key, parts
from onrecord.model import PROGRAM, Judgement, Verdict

SAME, DIFFERENT, UNSURE = Verdict
A, B, C, D = (key(name * 4, None) for name in "abcd")
KEYS = [key(entity, country) for entity in "abc" for country in (None, "RUS", "USA")]


def judged(one: str, other: str, verdict: Verdict = SAME, by: str = "karel", score: float = 1.0) -> Judgement:
    """A judgement, of a person if nothing else is said."""
    return Judgement(one, other, verdict, by, "2023-05-04T00:00:00+00:00", score)


def program(one: str, other: str, verdict: Verdict = SAME, score: float = 0.9) -> Judgement:
    """A judgement of the program."""
    return judged(one, other, verdict, PROGRAM, score)


pairs = st.lists(st.sampled_from(KEYS), min_size=2, max_size=2, unique=True)
of_people = st.builds(lambda pair, verdict: judged(*pair, verdict), pairs, st.sampled_from(Verdict))
of_program = st.builds(
    lambda pair, verdict, score: program(*pair, verdict, score),
    pairs,
    st.sampled_from(Verdict),
    st.sampled_from([0.6, 0.9, 0.95]),
)
several = st.lists(of_people | of_program, max_size=14)


def together(judgements: list[Judgement], one: str, other: str, keys: list[str] = KEYS) -> bool:
    """Whether two keys are in one entity."""
    return any(one in group and other in group for group in partition(keys, judgements))


def connected(keys: list[str], links: list[tuple[str, str]]) -> set[tuple[str, ...]]:
    """Connected components, in the plainest way."""
    group = {k: {k} for k in keys}
    for one, other in links:
        merged = group[one] | group[other]
        group.update(dict.fromkeys(merged, merged))
    return {tuple(sorted(g)) for g in group.values()}


@given(several)
def test_every_key_is_in_exactly_one_entity(judgements):
    """Whatever was judged, entities part the keys."""
    groups = partition(KEYS, judgements)
    assert sorted(k for group in groups for k in group) == sorted(KEYS)


@given(several)
def test_two_that_a_person_holds_apart_are_never_one(judgements):
    """No chain of judgements, of the program or of people, brings together what a person called different."""
    for each in standing(judgements):
        if each.verdict is DIFFERENT and not each.by_program:
            assert not together(judgements, *each.pair)


@given(st.lists(of_people, max_size=8), st.lists(of_program, max_size=8))
def test_what_people_joined_the_program_cannot_part(people, programs):
    """Adding judgements of the program never separates two whom people made one."""
    before = partition(KEYS, people)
    after = partition(KEYS, [*programs, *people])
    for group in before:
        assert any(set(group) <= set(larger) for larger in after)


@given(several, st.randoms())
def test_the_order_of_rows_does_not_matter(judgements, chance):
    """Only the order of judgements about one pair, and of those of people, counts: the program's may come in any."""
    counting = standing(judgements)
    people = [j for j in counting if not j.by_program]
    programs = [j for j in counting if j.by_program]
    chance.shuffle(programs)
    shuffled = list(KEYS)
    chance.shuffle(shuffled)
    assert partition(shuffled, [*programs, *people]) == partition(KEYS, judgements)


@given(st.lists(of_people.map(lambda j: replace(j, verdict=SAME)), max_size=8))
def test_without_a_difference_entities_are_what_people_connect(judgements):
    """With nothing but SAME of people over keys that differ in name, entities are the connected components."""
    keys = [key(f"{k[0]}{n}", "RUS") for n, k in enumerate(KEYS)]
    of = dict(zip(KEYS, keys, strict=True))
    moved = [judged(of[j.one], of[j.other]) for j in judgements]
    assert set(partition(keys, moved)) == connected(keys, [j.pair for j in moved])


@given(several)
def test_nothing_is_joined_without_a_reason(judgements):
    """Two in one entity are connected by judgements SAME or by sharing a name."""
    links = [j.pair for j in standing(judgements) if j.verdict is SAME]
    names = [(one, other) for one in KEYS for other in KEYS if parts(one)[0] == parts(other)[0]]
    possible = connected(KEYS, links + names)
    for group in partition(KEYS, judgements):
        assert any(set(group) <= set(larger) for larger in possible)


@given(st.lists(of_program, max_size=10))
def test_the_program_never_joins_two_countries(judgements):
    """Without a person's word no entity has two countries."""
    for group in partition(KEYS, judgements):
        assert len({country for k in group if (country := parts(k)[1])}) <= 1


@given(several, pairs)
def test_unsure_takes_a_judgement_back(judgements, pair):
    """A person's UNSURE leaves entities as if nobody had judged that pair, but for a name that only lacks a country."""
    if parts(pair[0])[0] == parts(pair[1])[0]:
        return
    never = [j for j in judgements if j.pair != tuple(sorted(pair))]
    assert partition(KEYS, [*judgements, judged(*pair, UNSURE)]) == partition(KEYS, never)


def test_the_last_word_of_a_person_counts():
    """Of judgements about one pair that of a person beats the program's, and the newest beats older ones."""
    assert together([judged(A, B), judged(A, B, DIFFERENT), judged(A, B)], A, B, [A, B])
    assert not together([judged(A, B), judged(B, A, DIFFERENT)], A, B, [A, B])
    assert not together([judged(A, B, UNSURE), program(A, B)], A, B, [A, B])
    assert together([judged(A, B), program(A, B, DIFFERENT)], A, B, [A, B])


def test_a_chain_of_people_gives_way_at_its_oldest_link():
    """A = B and B = C beside A ≠ C: the newer of the two links stays."""
    judgements = [judged(A, B), judged(B, C), judged(A, C, DIFFERENT)]
    assert partition([A, B, C], judgements) == [(A,), (B, C)]


def test_the_surest_link_of_the_program_wins():
    """Where two links of the program cannot both stand, the surer one does."""
    judgements = [judged(A, C, DIFFERENT), program(A, B, score=0.6), program(B, C, score=0.95)]
    assert partition([A, B, C], judgements) == [(A,), (B, C)]


def test_a_name_without_a_country_follows_the_only_one_that_has_it():
    """With one country it is the same, with two it stays open, and a person's doubt is heeded."""
    bare, russian, american = (key("a", country) for country in (None, "RUS", "USA"))
    assert partition([bare, russian], []) == [(russian, bare)]
    assert partition([bare, russian, american], []) == [(russian,), (american,), (bare,)]
    assert partition([bare, russian, american], [judged(russian, american)]) == [(russian, american, bare)]
    assert partition([bare, russian], [judged(bare, russian, UNSURE)]) == [(russian,), (bare,)]
    assert partition([bare, russian], [judged(bare, russian, DIFFERENT)]) == [(russian,), (bare,)]


def test_judgements_about_others_are_passed_over():
    """A judgement about a key that is not asked about changes nothing."""
    assert partition([A], [judged(A, B), program(C, D)]) == [(A,)]


def test_a_judgement_has_no_direction():
    """Which of the two comes first does not matter."""
    assert judged(B, A) == judged(A, B)
    assert judged(B, A).pair == (A, B)
