"""Marks of standing inside a clause: modals, negation, hedging adverbs, progressive, command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.clauses import auxiliaries, copula, form, has, is_clause, lemma, shares, subject
from onrecord.extract.modality import PLAIN, Standing, because, merge
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import eventive
from onrecord.model import Certainty, Status

CONDITIONS = frozenset({"if", "unless", "provided", "providing", "assuming", "supposing", "lest", "case"})
# "Bill", "plan": what they would do is what they are for.
_PROVIDING = frozenset(
    "bill plan proposal law agreement deal measure amendment act legislation move scheme programme program mandate "
    "reform rule regulation resolution treaty accord order tax project draft project initiative".split()
)
# Saying so does it: "I would say", "we would urge", "I can tell you", "let me add".
_PERFORMING = frozenset(
    "say tell note add argue emphasize emphasise stress reiterate remind point urge encourage caution suggest call "
    "characterize describe thank repeat underscore refer assure confirm report submit venture "
    "recommend hope think imagine guess love wonder admit expect".split()
)
# The same of "we would like to" and "let me", which lead up to it.
_LEADING = frozenset({"have", "like", "want", "wish", "let"})
_LED = _PERFORMING | frozenset(
    "express congratulate welcome announce acknowledge appreciate applaud commend recognize recognise introduce extend "
    "convey salute praise underline invite ask apologize apologise".split()
)
_STEERING = frozenset({"would", "'d", "’d", "can", "could", "must", "should"})
_LASTING = frozenset("still currently presently".split())
_SOON = frozenset("tomorrow tonight next soon later shortly upcoming".split())
_PERIODS = frozenset("day week month year decade century quarter season spring summer autumn fall winter term".split())
# A present tense of these tells by itself that something lasts.
_REMAINING = frozenset("continue remain persist endure linger ongoing underway".split())
_ENDURING = _LASTING | _REMAINING
# Done by being told: "we are designating two firms" does not last.
_DECREEING = frozenset(
    "designate impose announce declassify issue revoke suspend postpone name appoint terminate identify ban add submit "
    "sign publish release declare dismiss recall expel cancel lift withdraw rename nominate sanction delist".split()
)
_NEGATIVE = frozenset("not n't n’t never neither nor hardly barely scarcely".split())
_NOBODY = frozenset({"nobody", "nothing", "none", "no-one", "neither"})
NEGATIONS = _NEGATIVE | _NOBODY | {"no", "without"}
_UTMOST = frozenset({"never", "not", "n't", "n’t"})
_FURTHER = frozenset({"further", "additional", "renewed", "another"})
_WAYS = frozenset({"way", "circumstance", "means", "account"})
_REDUCED = frozenset({"acl", "advcl", "amod"})
_IDLE = _UTMOST | {"if", "no", "nothing", "none"}
# "Not only", "not just": what follows is so, and more than that.
_ADDING = frozenset({"only", "just", "merely", "simply", "solely", "least"})
HEDGES = {
    **dict.fromkeys(
        "likely probably presumably apparently reportedly allegedly supposedly seemingly".split(), "probable"
    ),
    **dict.fromkeys("perhaps maybe possibly potentially conceivably".split(), "possible"),
}
_HEDGING = frozenset(HEDGES)
MODALS = {
    **dict.fromkeys(("will", "'ll", "’ll", "wo", "shall"), "plan"),
    **dict.fromkeys(("can", "ca", "could", "may", "might"), "possible"),
    "would": "would",
    **dict.fromkeys(("must", "should", "ought"), "request"),
    "due": "plan",  # which the reader may take for an auxiliary
}


def marked(tree: Tree, i: int) -> Standing:
    """The standing that the words inside the clause give it, before anything that governs it."""
    if (strong := utmost(tree, i)) is not None:
        return replace(PLAIN, words=(strong,))
    found = _modal(tree, i)
    for word in _negations(tree, i):
        found = _negated(tree, found, word)
    if tree.sentence_has(i, _HEDGING):
        for c in tree.below(i, "advmod", "obl", "discourse"):
            if hedge := HEDGES.get(tree.tokens[c].lemma.lower()):
                found = merge(because(hedge, c), found)
                if found.status is Status.PLANNED and not found.negative:
                    found = replace(found, status=Status.POSSIBLE)  # "will likely reach the coast"
    if found.plain and found.status is Status.REPORTED and _ongoing(tree, i):
        going = tree.tokens[i].lemma.lower() == "go" and bool(tree.below(i, "xcomp"))  # "is going to build"
        soon = [c for c in tree.below(i, "advmod", "obl") if _ahead(tree, c)]  # "is leaving tomorrow"
        if tree.lemmas[i] in _DECREEING:
            found = replace(found, words=(*found.words, i))
        elif going or soon:
            found = merge(because("plan", *(soon or [i])), found)  # "is not going to build"
        else:
            found = replace(found, status=Status.ONGOING)
    elif found.plain and found.status is Status.REPORTED and (lasting := _lasting(tree, i)):
        found = replace(found, status=Status.ONGOING, words=tuple(sorted({*found.words, *lasting})))
    if found.plain and not found.words and tree.sentence_has(i, _IDLE):
        told = [c for n in (i, *auxiliaries(tree, i)) for c in tree.children[n] if c < i and idle(tree, c)]
        found = replace(found, words=tuple(told))  # "did not just close it": the words affirm
    return found


def past(tree: Tree, i: int) -> bool:
    """Whether the clause is in a past tense without modal."""
    own = auxiliaries(tree, i)
    if any(tree.word(a).lower() in MODALS for a in own):
        return False
    if tree.word(i).endswith("s") and not own:
        return False  # "orders", whatever the reader calls the form
    return has(tree, i, "Tense=Past") or any(has(tree, a, "Tense=Past") for a in own)


def _negated(tree: Tree, found: Standing, word: int) -> Standing:
    merged = merge(found, because("negated", word))
    particle = tree.relation(word) == "advmod"
    # "cannot open", "could not open": what is not possible is not done; "may not" stays open.
    if particle and merged.status is Status.POSSIBLE and {"can", "ca", "could"} & _written(tree, merged):
        return replace(merged, certainty=Certainty.CERTAIN, status=Status.NOT_DONE)
    if merged.status is Status.PLANNED and merged.negative:
        # "Will not" says more firmly that something will not be than "will" says that it will.
        firm = merged.certainty if "would" in _written(tree, merged) else Certainty.CERTAIN
        return replace(merged, certainty=firm, status=Status.NOT_DONE)
    return merged


def _written(tree: Tree, found: Standing) -> set[str]:
    return {tree.word(w).lower() for w in found.words}


def _modal(tree: Tree, i: int) -> Standing:
    own = auxiliaries(tree, i)
    if "case" in tree.kinds[i] and copula(tree, i):
        own = (*own, *(c for c in tree.below(i, "case") if tree.lowers[c] == "due"))
    if not own:
        return _without_modal(tree, i, own)
    perfect = any(tree.tokens[a].lemma.lower() == "have" and form(tree, a) != "Fin" for a in own)
    for a in own:
        kind = MODALS.get(tree.word(a).lower()) or MODALS.get(tree.tokens[a].lemma.lower())
        if kind == "request" and perfect:
            # "Must have left" infers that they left; "should have left" says that they did not.
            kind = "probable" if tree.word(a).lower() == "must" else "not"
        if kind == "request" and tree.lowers[a] == "should" and _turned(tree, i, a):
            kind = "if"  # "should she be elected"
        if kind == "would":
            kind = _would(tree, i, perfect)
        if kind == "possible" and tree.words[a] == "May" and _turned(tree, i, a):
            kind = "request"  # "May you prosper"
        if kind in ("possible", "would") and _performed(tree, i, a):
            return replace(PLAIN, words=(a,))
        if kind is not None:
            return because(kind, a)
    return _without_modal(tree, i, own)


def _turned(tree: Tree, i: int, modal: int) -> bool:
    """Whether the modal stands before its subject, and nothing is asked."""
    asked = any(tree.word(c) == "?" for k in (i, *tree.above(i)) for c in tree.children[k])
    return not asked and any(modal < c < i for c in tree.below(i, "nsubj", "expl"))


def _would(tree: Tree, i: int, perfect: bool) -> str | None:
    """ "Would" in reported words is the future of that time; with a condition, or by itself, it is a supposition."""
    if lemma(tree, i) in ("like", "love", "prefer"):
        return None
    if any(tree.word(c).lower() in CONDITIONS for s in tree.below(i, "advcl") for c in tree.below(s, "mark")):
        return "would"
    head = tree.tokens[i].head
    reported = head >= 0 and is_clause(tree, head) and tree.relation(i) in ("ccomp", "conj", "parataxis", "advcl")
    if reported and tree.relation(i) in ("conj", "parataxis"):
        # "They are gone, and that would help": what "that" would do hangs on it.
        reported = not any(tree.lowers[c] in ("this", "that") for c in tree.below(i, "nsubj"))
    supposed = any(_supposed(tree, c) for c in tree.below(i, "nsubj", "csubj"))  # "an attack would bring us in"
    hoped = tree.tokens[i].deprel == "acl" and bool(tree.below(i, "mark"))  # "the hope that they would win"
    future = (reported and not supposed) or hoped or _provided(tree, i)
    return "plan" if future and not perfect else "would"


def _supposed(tree: Tree, who: int) -> bool:
    """A subject that is itself no more than thought of: "any delay", "such a step", "an attack", "leaving now"."""
    first = [tree.lowers[c] for c in tree.below(who, "det", "det:predet", "amod")]
    deed = tree.tokens[who].upos == "NOUN" and eventive(tree.lemmas[who]) and tree.lemmas[who] not in _PROVIDING
    more = deed and not _FURTHER.isdisjoint(first)
    vague = more or not {"any", "such"}.isdisjoint(first) or (deed and not {"a", "an"}.isdisjoint(first))
    return vague or form(tree, who) == "Part-Pres"


def _provided(tree: Tree, i: int) -> bool:
    """Whether a bill or plan is what would do it, or has it as its content ("a bill that would ban it")."""
    who = subject(tree, i)
    return who is not None and tree.tokens[who].lemma.lower() in _PROVIDING


def _performed(tree: Tree, i: int, modal: int) -> bool:
    """Whether saying it does it: "I would add", "we can confirm that", "I can tell you"."""
    if lemma(tree, i) not in _PERFORMING or tree.word(modal).lower() not in _STEERING:
        return False
    first = any(tree.word(c).lower() in ("i", "we") and c < modal for c in tree.below(i, "nsubj"))
    told = bool(tree.below(i, "ccomp", "xcomp", "obj", "iobj", "obl", "parataxis"))
    return first and told and not _negations(tree, i)


def performing(tree: Tree, i: int, verb: int) -> bool:
    """ "I have to say", "we would like to thank", "let me welcome": what somebody wants to say is said by it."""
    if lemma(tree, i) not in _LED or tree.lemmas[verb] not in _LEADING or _negations(tree, verb):
        return False
    if tree.lemmas[verb] == "let":
        return any(tree.lowers[c] == "me" for k in (i, verb) for c in tree.below(k, "nsubj", "obj"))
    return [tree.lowers[c] for c in tree.below(verb, "nsubj")] in (["i"], ["we"])


def _without_modal(tree: Tree, i: int, own: Sequence[int]) -> Standing:
    """Headlines with "to" ("Missiles to be sited") and commands."""
    token = tree.tokens[i]
    to = [c for c in tree.below(i, "mark") if tree.lowers[c] == "to"] if "mark" in tree.kinds[i] else []
    if to and "Inf" in (form(tree, i), form(tree, own[0]) if own else ""):
        announced = token.deprel in ("root", "acl:relcl") or headline(tree, i)
        return because("plan", *to) if announced else PLAIN
    if shares(tree, i):
        return _without_modal(tree, token.head, own)
    if token.deprel not in ("root", "conj", "parataxis") or tree.below(i, "nsubj", "expl", "mark"):
        return PLAIN
    if token.deprel == "conj" and tree.below(token.head, "nsubj") and form(tree, token.head) == "Fin":
        return PLAIN  # "police arrest a man and seize a gun"
    if lemma(tree, i) == "let" and any(performing(tree, c, i) for c in tree.below(i, "xcomp", "ccomp")):
        return PLAIN  # "let me thank you"
    if token.deprel == "conj" and form(tree, token.head) in ("Part-Past", "Part-Pres"):
        return PLAIN  # "helped by taking stock and plan": the parser's slip
    looks = form(tree, i)
    commanded = looks == "Imp" or (looks == "Inf" and not own) or any(form(tree, a) == "Imp" for a in own)
    return because("request", i) if commanded else PLAIN


def headline(tree: Tree, i: int) -> bool:
    """ "Missiles to be sited in Norway": an infinitive that modifies a noun which is all there is of a clause."""
    token = tree.tokens[i]
    alone = token.deprel == "acl" and token.head >= 0 and tree.tokens[token.head].deprel == "root"
    return alone and copula(tree, token.head) is None


def _negations(tree: Tree, i: int) -> list[int]:
    """Words that negate the clause: particles, "nobody", "no" on its subject or object, "without"."""
    if not tree.sentence_has(i, NEGATIONS):
        return []
    found = [c for c in _particles(tree, i) if tree.relation(c) in ("advmod", "det", "cc")]
    for a in auxiliaries(tree, i):
        found += _particles(tree, a)
    if not found and shares(tree, i):
        found += [c for c in _particles(tree, tree.tokens[i].head) if c < i]
    for c in tree.below(i, "nsubj", "obj"):
        if any(tree.lowers[k] == "with" for k in tree.below(c, "case")):
            continue  # "sent them with no conditions"
        found += [c] if tree.word(c).lower() in _NOBODY and not idle(tree, c) else []
        # "Neither Norway nor Chad left".
        found += [d for d in tree.below(c, "det", "cc") if tree.lowers[d] in ("no", "neither") and not idle(tree, d)]
    found += [c for c in tree.below(i, "mark", "case") if tree.word(c).lower() == "without"]
    if copula(tree, i) is not None:
        found += [d for d in tree.below(i, "det") if tree.word(d).lower() == "no"]
    ways = [c for c in tree.below(i, "obl") if tree.lemmas[c] in _WAYS]  # "will in no way affect it"
    found += [d for c in ways for d in tree.below(c, "det") if tree.lowers[d] == "no"]
    longer = [c for c in tree.below(i, "advmod") if tree.word(c).lower() in ("longer", "more")]
    found += [d for c in longer for d in tree.children[c] if tree.word(d).lower() == "no"]
    return sorted(set(found))


def _particles(tree: Tree, i: int) -> list[int]:
    found = [c for c in tree.children[i] if tree.lowers[c] in _NEGATIVE and not idle(tree, c)]
    if form(tree, i) == "Inf" and (to := tree.below(i, "mark")) and to[0] and tree.lowers[to[0] - 1] == "not":
        found.append(to[0] - 1)  # "prefer not to talk", whatever the reader hung it on
    return [c for c in found if c < i or _word(tree, c + 1) != "to"]


def idle(tree: Tree, c: int) -> bool:
    """Whether a word that denies or sets a condition does neither here.

    "Not only", "cannot but", "hundreds if not thousands", "few, if any", "no fewer than", "nothing but".
    """
    word, after, before = tree.word(c).lower(), _word(tree, c + 1), _word(tree, c - 1)
    if word in ("not", "n't", "n’t"):
        return after in _ADDING or after == "but" or (before == "if" and _amount(tree, c + 1))
    if word == "if":
        aside = after == "any" and _word(tree, c + 2) in (",", "-", "–", "—")
        return aside or (after == "not" and _amount(tree, c + 2))
    if word == "no" and after in ("-", "‐"):
        return True  # "a no-confidence motion", "no-fly zone"
    if word == "no":
        return after in ("fewer", "less", "more", "later") and _word(tree, c + 2) == "than"
    return (word == "nothing" and after == "but") or (word == "none" and after == "other")


def _amount(tree: Tree, i: int) -> bool:
    """A word that "if not" sets beside another ("if not thousands", "if not most of them"): no verb, no end."""
    return i < len(tree.tokens) and tree.tokens[i].upos not in ("VERB", "AUX", "PUNCT", "SCONJ", "PART")


def _word(tree: Tree, i: int) -> str:
    return tree.lowers[i] if 0 <= i < len(tree.lowers) else ""


def utmost(tree: Tree, i: int) -> int | None:
    """The negation of what is affirmed in full: "couldn't be happier", "was never stronger", "cannot but go"."""
    if not tree.sentence_has(i, _UTMOST):
        return None
    for c in [c for n in (i, *auxiliaries(tree, i)) for c in tree.children[n] if c < i]:
        word = tree.word(c).lower()
        modal = _word(tree, c - 1) in ("could", "can", "ca")
        if not (word == "never" or (word in ("not", "n't", "n’t") and modal)):
            continue
        if word != "never" and _word(tree, c + 1) == "but":
            return c
        more = [tree.word(m).lower() for m in tree.below(i, "advmod", "obj")]
        higher = tree.tokens[i].upos == "ADJ" and (has(tree, i, "Degree=Cmp") or "more" in more)
        compared = any(_word(tree, k) == "than" for k in range(c, min(i + 4, len(tree.tokens))))
        if (higher or (lemma(tree, i) == "agree" and "more" in more)) and not compared:
            return c
    return None


def _ahead(tree: Tree, c: int) -> bool:
    dated = tree.tokens[c].lemma.lower() in _PERIODS  # "the next week", not "the next level"
    return any(tree.lowers[k] in _SOON for k in (c, *(tree.below(c, "amod") if dated else ())))


def _lasting(tree: Tree, i: int) -> list[int]:
    """The words by which a present tense tells of something that lasts: "still", "continues", "remains"."""
    if not tree.sentence_has(i, _ENDURING):
        return []
    own = auxiliaries(tree, i)
    present = [k for k in (i, *own) if has(tree, k, "Tense=Pres", "VerbForm=Fin")]
    reduced = not own and form(tree, i) != "Fin" and tree.relation(i) in _REDUCED
    if not (present or reduced) or any(tree.word(a).lower() in MODALS for a in own):
        return []
    # Also "fires currently burning", "with two miners still trapped".
    still = [c for c in tree.below(i, "advmod") if tree.word(c).lower() in _LASTING]
    remains = tree.tokens[i].lemma.lower() in _REMAINING and (i in present or tree.tokens[i].upos != "VERB")
    return still or ([i] if remains else [])


def _ongoing(tree: Tree, i: int) -> bool:
    """Present progressive ("is firing", "has been firing"): under way as the source speaks."""
    own = auxiliaries(tree, i)
    if not own or _listed(tree, i):
        return False
    present = any(has(tree, a, "Tense=Pres", "VerbForm=Fin") for a in own)
    being = form(tree, i) == "Part-Past" and any(tree.word(a).lower() == "being" for a in own)
    lasting = form(tree, i) == "Part-Pres" and any(
        tree.tokens[a].lemma.lower() == "be" and tree.relation(a) == "aux" for a in own
    )
    return present and (lasting or being)


def _listed(tree: Tree, i: int) -> bool:
    """ "Whether it's meeting them or writing to them": the gerund is what "it" is, and nothing is under way."""
    it = [tree.lowers[c] for c in tree.below(i, "nsubj", "expl")] == ["it"]
    return it and any(tree.lowers[c] == "whether" for c in tree.below(i, "mark"))
