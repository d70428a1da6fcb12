"""What descriptions mean: whom they stand beside, the only one of that title, the only body of that sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.extract.actornouns import longest
from onrecord.extract.clusters import NOBODY, Cluster, Meant, clash, one_of, ruled
from onrecord.extract.countries import country_of, demonym_of
from onrecord.extract.phrases import ARTICLES, BESIDE, Phrase, is_doubled
from onrecord.extract.tree import Tree
from onrecord.model import Form, NameType

_LONGEST_TITLE = 16
# How many sentences back "the country" may reach.
_REACH = 3
# "The report"; what more words describe may be another one.
_BARE_WORDS = 2
# Where the reader hangs a name that stands right after a description without comma.
_LOOSE = ("nmod", "dep", "nmod:unmarked", "parataxis", "obl:unmarked")
# Bodies that are spoken of without article ("police said").
_BARE = frozenset({"police", "parliament"})
# Sectors of the bodies that a noun may take up, by the sector of the noun: a group may be one of rebels.
_SORTS = {"BUS": ("BUS",), "SOC": ("SOC", "REB"), "REB": ("REB",), "PTY": ("PTY",)}
_NAMED = frozenset({NameType.ORG, NameType.PER, NameType.MISC, NameType.PRODUCT, NameType.FAC, None})


def apposed(
    tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Meant], by_word: Mapping[int, int]
) -> Cluster | None:
    """ "the team's coach, Alireza Mehraban", "grocery chain Fennel": one entity, named."""
    if phrase.gender == "p" or (phrase.actor is not None and phrase.actor.kind == "document"):
        return None
    for at in _beside(tree, phrase, phrases, by_word):
        if phrase.actor is None and at != phrase.head + 1:
            continue  # "the curator Ann Lee"; but "the hall, Ann Lee said"
        n = by_word[at]
        cluster = found[n].cluster
        if cluster is not None and cluster.names and _may_be(phrase, phrases[n], cluster):
            _describe(phrase, cluster)
            return cluster
    return None


def _beside(tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], by_word: Mapping[int, int]) -> list[int]:
    """Words of names that hang on the description or that it hangs on, or that come right after it."""
    near = [c for c in tree.below(phrase.head, *BESIDE) if c in by_word and c > phrase.head]
    up = tree.tokens[phrase.head].head
    if tree.tokens[phrase.head].deprel in BESIDE and up in by_word:
        near.append(up)
    head = phrase.head
    names = [c for c in (tree.children[up] if up >= 0 else ()) if c in by_word and phrases[by_word[c]].head == c]
    near += [n for n in names if is_doubled(tree, head, n) or is_doubled(tree, n, head)]
    inside = [c for i in phrase.words if i > head for c in tree.below(i, "appos") if c in by_word]
    near += [c for c in inside if phrases[by_word[c]].type is NameType.PER]  # "the mayor of Lima, Ann Lee,"
    for c in tree.below(phrase.head, *_LOOSE):
        person = c > phrase.head and c in by_word and phrases[by_word[c]].type is NameType.PER
        if person and not tree.below(c, "case") and tree.tokens[c].deprel not in BESIDE:
            near.append(c)  # "The leader of the Front Tomas Ruelle"
    return near


def _may_be(phrase: Phrase, name: Phrase, cluster: Cluster) -> bool:
    """Whether a description for a person or body fits what is known of the name."""
    if phrase.actor is None or phrase.actor.kind == "person":
        return name.type is NameType.PER and not clash(phrase.gender, cluster.gender)
    person = cluster.gender in ("m", "f") or (cluster.actor is not None and cluster.actor.kind == "person")
    return not person and cluster.type in _NAMED and not (phrase.body and cluster.body)


def _describe(phrase: Phrase, cluster: Cluster) -> None:
    body = cluster.body
    cluster.add(phrase)
    cluster.body = body  # "the Norwegian government, Stoltenberg II" keeps its name
    if phrase.actor is not None and phrase.actor.kind == "body":
        cluster.type, cluster.gender = NameType.ORG, "n"


def description(tree: Tree, phrases: Sequence[Phrase], found: list[Meant], clusters: list[Cluster], at: int) -> Meant:
    """What the description at this place among the phrases means; it may be the first of its entity."""
    phrase = phrases[at]
    if phrase.gender != "p" and phrase.definite and phrase.actor and phrase.actor.kind == "person":
        return _titled(tree, phrase, found, at)
    if phrase.body is not None:
        return ruled(_of_state(phrase, clusters))
    lemma = tree.lemmas[phrase.head]
    if phrase.definite and phrase.country is None and lemma in ("country", "nation", "city", "town"):
        return ruled(_the_place(tree, phrase, phrases, found, at, lemma in ("country", "nation")))
    document = phrase.actor is not None and phrase.actor.kind == "document"
    if document and (named := _document_of(tree, phrase, phrases, found) or _the_document(phrase, clusters)):
        return ruled(named)
    if phrase.actor is not None and phrase.actor.kind == "body" and (phrase.definite or lemma in _BARE):
        return _the_body(tree, phrase, clusters)
    if phrase.actor is None or (phrase.definite and phrase.country is None):
        return NOBODY  # "the officials": some that the report may have named, and no rule can tell which
    if phrase.gender != "p" and not document:
        return NOBODY
    return ruled(_as_worded(phrase, _document_words(tree, phrase) if document else phrase.text, clusters))


def _as_worded(phrase: Phrase, words: str, clusters: list[Cluster]) -> Cluster:
    """Those who go by their description: the same words mean the same in one report."""
    for cluster in clusters:
        if cluster.described and cluster.described.lower() == words.lower():
            return cluster
    made = Cluster(None, sector=phrase.sector, gender=phrase.gender or "n", described=words)
    made.add(phrase)
    clusters.append(made)
    return made


def _of_state(phrase: Phrase, clusters: list[Cluster]) -> Cluster:
    """ "the Norwegian government": the body of that state, however it is worded."""
    known = next((c for c in clusters if c.body == phrase.body), None)
    if known is None:
        known = Cluster(NameType.ORG, gender="n", described=phrase.text)
        clusters.append(known)
    known.add(phrase)
    return known


def _the_body(tree: Tree, phrase: Phrase, clusters: Sequence[Cluster]) -> Meant:
    """ "the ministry", "police": the only body so far that goes by these words; never one of another country."""
    inside = set(tree.subtree(phrase.head, ("acl", "appos", "nmod", "punct", "conj", "cc", "case", "parataxis")))
    words = {tree.lowers[i] for i in inside if i <= phrase.head} - ARTICLES - {"this", "that"}
    many = phrase.gender == "p" and not words & _BARE
    if many or tree.below(phrase.head, "nmod:poss", "nummod"):
        return NOBODY
    known = [c for c in clusters if c.first < phrase.head and c.type is NameType.ORG and words <= c.words()]
    if phrase.country:
        known = [c for c in known if phrase.country in c.countries]
    plain = not any(w != tree.lowers[phrase.head] and not _tells_sort(w) for w in words)
    return one_of(known or (_of_sort(phrase, clusters) if plain else []))


def _tells_sort(word: str) -> bool:
    """ "Rebel", "German": such a word before the noun makes it no other body than one of that sort."""
    return longest((word,), "strong", "modifier")[1] is not None or demonym_of(word.title()) is not None


def _of_sort(phrase: Phrase, clusters: Sequence[Cluster]) -> list[Cluster]:
    """ "the company", "the German carmaker", "the group": named bodies of that sector so far, of no other country."""
    sectors = _SORTS.get(phrase.sector or "", ())
    known = [c for c in clusters if c.first < phrase.head and c.type is NameType.ORG and c.sector in sectors]
    named = [c for c in known if c.names and c.body is None]
    return [c for c in named if not phrase.country or not c.countries or phrase.country in c.countries]


def _the_place(
    tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Meant], at: int, country: bool
) -> Cluster | None:
    """ "the country", "the city": the only one named in this sentence so far, else in the last sentence naming any."""
    if phrase.gender == "p":
        return None
    sentence = tree.tokens[phrase.head].sentence
    for back in range(_REACH + 1):
        named: list[Cluster] = []
        for n in range(at):
            cluster = found[n].cluster
            here = tree.tokens[phrases[n].head].sentence == sentence - back
            if not here or cluster is None or cluster in named or cluster.type not in (None, NameType.GPE):
                continue
            if (country_of(cluster.name) is not None) is country and cluster.names:
                named.append(cluster)
        named = [c for c in named if c.type is NameType.GPE] or named
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _document_of(tree: Tree, phrase: Phrase, phrases: Sequence[Phrase], found: Sequence[Meant]) -> Cluster | None:
    """ "the results of the National Nutrition Survey": the survey."""
    inner = set(tree.below(phrase.head, "nmod"))
    return next((c for n, p in enumerate(phrases) if p.head in inner and _is_document(c := found[n].cluster)), None)


def _the_document(phrase: Phrase, clusters: Sequence[Cluster]) -> Cluster | None:
    """ "the report": the only document so far; of several, the only one that has a name."""
    known = [c for c in clusters if _is_document(c) and c.first < phrase.head]
    known = [c for c in known if c.names] or known
    bare = phrase.definite and phrase.gender != "p" and len(phrase.words) <= _BARE_WORDS
    return known[0] if bare and len(known) == 1 else None


def _document_words(tree: Tree, phrase: Phrase) -> str:
    """ "leaked letter seen by The Post": what is said of a document right after it tells which one it is."""
    after = [c for c in tree.below(phrase.head, "nmod", "acl") if tree.tokens[c].deprel != "acl:relcl"]
    words = [i for c in after for i in tree.subtree(c, ("acl", "advcl", "parataxis", "conj", "cc"))]
    end = max((i for i in words if i > phrase.words[-1]), default=phrase.words[-1])
    if end - phrase.words[0] > _LONGEST_TITLE or tree.tokens[end].upos == "PUNCT":
        return phrase.text
    return phrase.text + tree.text[tree.tokens[phrase.words[-1]].span.end : tree.tokens[end].span.end]


def _is_document(cluster: Cluster | None) -> bool:
    return cluster is not None and cluster.actor is not None and cluster.actor.kind == "document"


def _titled(tree: Tree, phrase: Phrase, found: Sequence[Meant], at: int) -> Meant:
    """ "the (Russian) president": the only person with that title so far, if the countries do not disagree."""
    head = tree.lowers[phrase.head]
    known: list[Cluster] = []
    for cluster in (m.cluster for m in found[:at] if m.cluster is not None):
        if cluster.type is NameType.PER and head in cluster.titles and cluster not in known:
            known.append(cluster)
    if phrase.country:
        known = [c for c in known if phrase.country in c.countries]
    return one_of([c for c in known if not clash(c.gender, phrase.gender)])


def headlined(tree: Tree, phrase: Phrase, clusters: Sequence[Cluster]) -> Cluster | None:
    """ "Italian man says …" over a report: the only one whom the report describes so beside the name."""
    first = tree.tokens[phrase.head].sentence == 0 and not tree.below(phrase.head, "det", "nmod:poss", "nummod")
    if not first or phrase.form is not Form.COMMON or phrase.gender == "p":
        return None
    if phrase.actor is None or phrase.actor.kind != "person":
        return None
    words = {w.lower() for w in phrase.name}
    known = [c for c in clusters if c.type is NameType.PER and words <= c.titles]
    known = [c for c in known if not clash(c.gender, phrase.gender)]
    return known[0] if len(known) == 1 else None
