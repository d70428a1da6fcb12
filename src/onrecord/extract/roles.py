"""Who and what takes part in an event, and as what: roles from Universal Dependencies and prepositions."""

from __future__ import annotations

from onrecord.extract.clauses import (
    accused,
    case,
    conjuncts,
    copula,
    is_agent,
    is_clause,
    lemma,
    objects,
    passive,
    shares,
    subject,
)
from onrecord.extract.feelings import feeling
from onrecord.extract.relatives import antecedent
from onrecord.extract.scene import Scene
from onrecord.extract.tree import Tree
from onrecord.extract.triggers import LIGHT, eventive, light_object, nouns
from onrecord.model import NameType, Role

Taking = list[tuple[Role, int]]

_TRANSFER = frozenset(
    "give send transfer deliver sell supply provide offer hand hand over grant ship lend pay return donate "
    "export present award extend issue distribute submit show lease entrust assign allocate transmit loan "
    "extradite cede surrender".split()
)
# Whoever is sent or moved is what the act moves; it is done to those where they go or whom they leave.
_MOVING = frozenset(
    "send dispatch deploy redeploy withdraw pull mobilize mobilise station mass rush position contribute commit "
    "recall".split()
) | {"pull out", "pull back", "ship out"}
SPEECH = frozenset(
    "say tell ask urge order warn inform assure remind instruct advise notify request beg command promise "
    "explain announce speak talk write report reply respond confirm suggest complain declare state mention "
    "add admit invite persuade implore beseech caution convince direct brief question".split()
)
_AIMED = frozenset("fire shoot launch aim throw hurl lob drop direct open strike".split())
_ASKING = frozenset("demand request require seek solicit want expect".split())
_UNDERGONE = frozenset(
    "death arrest murder killing assassination detention release execution injury birth birthday trial "
    "resignation election appointment nomination dismissal".split()
)
# Whom a person's name stands before suffers these; a state or a court that has them does them.
_TAKEN = frozenset(
    "deportation extradition expulsion imprisonment incarceration abduction kidnapping conviction indictment transfer "
    "impeachment ouster hospitalization hospitalisation".split()
)
_SPELLS = frozenset("future year decade century".split())
_PERSONS = frozenset("his her my our your their".split())
_OWN = frozenset({"death", "resignation", "birth", "injury"})
# Who is taken along or received goes to whom "to" names, and nothing is done to the latter.
_RECEIVED = frozenset("welcome bring escort accompany take fly return drive".split())
_RISING = frozenset("rise increase climb grow fall drop decline shrink".split())
_CHARGED = frozenset("accuse convict suspect deprive rob strip acquit clear".split())
_STRIKES = frozenset(
    "attack assault raid strike bombing airstrike ambush offensive bombardment invasion shelling".split()
)
_ASPECT = frozenset(
    "begin start continue resume end stop open join lead organize organise plan suspend finish complete renew pursue "
    "intensify halt expand extend prepare cancel postpone have wage press".split()
)
# Who announces one of these brings it about.
_FOUNDED = frozenset(
    "launch formation creation establishment opening reopening closure start resumption tariff ban deployment "
    "withdrawal expansion".split()
)
# What comes from somebody is his act ("criticism from the ministry").
_GIVEN = frozenset(
    "support backing aid help assistance criticism condemnation pressure demand request call appeal threat warning "
    "praise opposition offer pledge promise approval permission attack fire order invitation proposal complaint "
    "instruction".split()
)
_AGAINST = frozenset({"against", "on", "upon", "at", "toward", "towards", "versus"})
_RESTING = frozenset({"base", "depend", "rely"})
_FROM = frozenset({"from", "out of", "off"})
_INTO = frozenset({"to", "into", "onto", "towards", "toward"})


def participants(scene: Scene, i: int) -> Taking:
    """Roles and head positions of everybody and everything that takes part in the event with trigger `i`."""
    tree = scene.tree
    found = _of_clause(scene, i) if is_clause(tree, i) or tree.tokens[i].upos == "VERB" else _of_noun(scene, i)
    roles: dict[int, Role] = {}
    for role, head in found:
        for c in conjuncts(tree, head):
            if (c not in scene.times or _topic(tree, c)) and c != i:
                roles.setdefault(c, role)  # one role in one event: the first that was found
    return _handed(scene, i, [(role, c) for c, role in roles.items()])


def _topic(tree: Tree, c: int) -> bool:
    """ "Discussed the future of Chad", "hailed six decades of peace": no time, though it is read as one."""
    if tree.lemmas[c] not in _SPELLS or (tree.lemmas[c] != "future" and tree.relation(c) != "obj"):
        return False
    return any(case(tree, n) in ("of", "for") for n in tree.below(c, "nmod"))


def moving(tree: Tree, i: int) -> bool:
    """Whether the act moves those who are its object."""
    return lemma(tree, i) in _MOVING


def _handed(scene: Scene, i: int, found: Taking) -> Taking:
    """Who is handed to somebody is what is given ("extradited the banker to Chad")."""
    recipients = [c for role, c in found if role is Role.RECIPIENT]
    if not recipients or lemma(scene.tree, i).split()[0] not in _TRANSFER:
        return found
    given = scene.tree.below(i, "obj")
    if all(c in given for c in recipients):
        return found
    whole = {c for o in given for c in conjuncts(scene.tree, o)}
    return [(Role.OBJECT if role is Role.RECIPIENT and c in whole else role, c) for role, c in found]


def _of_clause(scene: Scene, i: int) -> Taking:
    tree, word = scene.tree, lemma(scene.tree, i)
    held = light_object(tree, i, word)
    found = _core(scene, i, word)
    for c in tree.below(i, "obl", "nmod"):
        prep = case(tree, c)
        if prep == "to" and word in _RISING:
            found.append((Role.OBJECT, c))  # "the toll rose to 300 people"
        else:
            found += _oblique(scene, i, antecedent(tree, c, i), word, prep, is_agent(tree, c))
    if held is not None:
        found += _of_noun(scene, held, direct=False)
    return found


def _core(scene: Scene, i: int, word: str) -> Taking:
    """Subject, objects and agent."""
    tree = scene.tree
    who = subject(tree, i)
    given = objects(tree, i)
    undergone = passive(tree, i) and not feeling(tree, i) and copula(tree, i) is None
    found: Taking = []
    if who is not None:
        if not undergone:
            found.append((Role.ACTOR, who))
        elif given and scene.animate(who):
            found.append((Role.RECIPIENT, who))
        else:
            found.append((_undergoer(scene, word, who), who))
    if undergone and not any(is_agent(tree, c) for c in tree.below(i, "obl")):
        # The reader may hang the agent on the nominal before it ("delivered to X by Y").
        late = [n for c in tree.below(i, "obl") for n in tree.below(c, "nmod")]
        found += [(Role.ACTOR, n) for n in late if case(tree, n) == "by" and scene.animate(n)]
        found += [(Role.ACTOR, n) for n in _shared_agents(tree, i)]
    for c in tree.below(i, "iobj") if "iobj" in tree.kinds[i] else ():
        found.append((Role.OBJECT if _is_given(tree, i) else _given_role(scene, c, word), c))
    for c in [*given, *_judged(tree, i)]:
        inside = _in_object(scene, c, word)
        found += [(Role.RECIPIENT, inside)] if inside is not None else []
        found.append((_undergoer(scene, word, c), c))
        found += [*_off_object(scene, c, word), *_given_to(scene, i, c, word)]
    return found


def _shared_agents(tree: Tree, i: int) -> list[int]:
    """ "Was welcomed and thanked by the king": the agents of two passives in a row, which hang on one of them."""
    near = [c for c in tree.below(i, "conj") if c == i + 2 and shares(tree, c)]
    if tree.tokens[i].head == i - 2 and shares(tree, i):
        near.append(i - 2)
    return [c for verb in near for c in tree.below(verb, "obl") if c > i and is_agent(tree, c)]


def _is_given(tree: Tree, i: int) -> bool:
    """Whether an "indirect object" is what is given, for "to" tells to whom ("offered its troops to the king")."""
    return not tree.below(i, "obj") and any(case(tree, c) == "to" for c in tree.below(i, "obl"))


def _given_role(scene: Scene, c: int, word: str) -> Role:
    """An indirect object is told or given something, unless it is a thing itself ("promised them to the king")."""
    mention = scene.mentions.get(c)
    if scene.tree.tokens[c].upos == "PRON" and mention is not None and mention.type is NameType.PRODUCT:
        return Role.OBJECT
    return Role.ADDRESSEE if word in SPEECH else Role.RECIPIENT


def _judged(tree: Tree, i: int) -> list[int]:
    """The object of a small clause ("found the banker guilty"), which is the subject of its adjective."""
    if tree.kinds[i].isdisjoint(("ccomp", "xcomp")):
        return []
    small = [
        c for c in tree.below(i, "ccomp", "xcomp") if tree.tokens[c].upos == "ADJ" and not tree.below(c, "cop", "mark")
    ]
    return [s for c in small for s in tree.below(c, "nsubj")]


def _given_to(scene: Scene, i: int, thing: int, word: str) -> Taking:
    """The recipient that the reader hung on the object ("extradited the banker to Chad")."""
    tree = scene.tree
    if word.split()[0] not in _TRANSFER or any(case(tree, c) == "to" for c in tree.below(i, "obl")):
        return []
    near = [c for n in (thing, *tree.below(thing, "nmod")) for c in tree.below(n, "nmod") if case(tree, c) == "to"]
    return [(Role.RECIPIENT, c) for c in near if scene.animate(c) or c in scene.toponyms]


def _off_object(scene: Scene, thing: int, word: str) -> Taking:
    """What the reader may hang on the object although it belongs to the verb: "from X", "accused X of Y"."""
    found: Taking = []
    for c in scene.tree.below(thing, "nmod"):
        prep = case(scene.tree, c)
        if prep == "from" and (c in scene.toponyms or scene.country(c)):
            found.append((Role.ORIGIN, c))
        elif prep == "of" and word in _CHARGED:
            found.append((Role.OBJECT, c))
        elif prep in _AGAINST and word in _AIMED and _aimed(scene, c, word, prep):
            found.append((Role.RECIPIENT, c))
    return found


def _in_object(scene: Scene, thing: int, word: str) -> int | None:
    """The recipient that the reader took for a part of the object ("sold Chad two ships")."""
    tree = scene.tree
    first = min(tree.subtree(thing, without=("case", "acl", "acl:relcl")))
    between = any(tree.tokens[b].upos in ("NUM", "DET", "ADJ") for b in range(first + 1, thing))
    inside = tree.tokens[first].head == thing and tree.tokens[first].deprel in ("compound", "nmod")
    return first if word in _TRANSFER and between and inside and scene.country(first) else None


def _undergoer(scene: Scene, word: str, i: int) -> Role:
    """People, bodies and countries are acted upon or spoken to; things are objects."""
    if not scene.animate(i) or (word in _MOVING and scene.country(i) is None):
        return Role.OBJECT
    return Role.ADDRESSEE if word in SPEECH else Role.RECIPIENT


def _oblique(scene: Scene, i: int, c: int, word: str, prep: str, agent: bool) -> Taking:
    tree, animate = scene.tree, scene.animate(c)
    place = c in scene.toponyms and not scene.toponyms[c].metonym
    if agent:
        return [(Role.OBJECT if feeling(tree, i) else Role.ACTOR, c)]
    split = shifted(scene, i, c, word, prep)
    if split is not None:
        return [(Role.RECIPIENT, split), (Role.OBJECT, c)]
    role: Role | None = None
    if prep in _FROM and word in _ASKING and animate:
        role = Role.RECIPIENT  # "demanded an explanation from the ministry"
    elif prep in _FROM:
        role = Role.ORIGIN if animate or place or word in ("buy", "receive", "purchase", "obtain") else None
    elif prep == "to" and (animate or place):
        role = Role.ADDRESSEE if word in SPEECH else Role.RECIPIENT
        dealt = any(eventive(tree.tokens[o].lemma) for o in objects(tree, i))  # "suspended aid to Chad"
        led = word in _RECEIVED and any(scene.animate(o) for o in objects(tree, i))
        if led or (place and word.split()[0] not in _TRANSFER and word not in SPEECH and not (animate and dealt)):
            role = Role.DESTINATION
    elif prep in _INTO and (place or animate):
        role = Role.DESTINATION
    elif prep in _AGAINST and _aimed(scene, c, word, prep):
        role = Role.ADDRESSEE if word == "call" else Role.RECIPIENT
    elif prep == "with":
        role = (
            Role.RECIPIENT
            if animate
            else Role.INSTRUMENT
            if tree.tokens[c].upos == "NOUN" and tree.below(i, "obj")
            else None
        )
    elif prep == "for" and animate:
        role = Role.BENEFICIARY
    elif prep == "of" and tree.tokens[c].upos in ("NOUN", "PROPN", "PRON"):
        role = Role.OBJECT
    return [(role, c)] if role else []


def _aimed(scene: Scene, c: int, word: str, prep: str) -> bool:
    """Whether "against", "on" or "at" names whom or what the act is directed at."""
    if word in _RESTING:
        return False
    if scene.animate(c) or word == "call":
        return True
    return (word in _AIMED or prep == "against") and not eventive(scene.tree.tokens[c].lemma)


def shifted(scene: Scene, i: int, c: int, word: str, prep: str) -> int | None:
    """The recipient inside "transfer to X heavy things", which parsers read as one phrase; None elsewhere.

    A long object moves behind the recipient; a country's name as first modifier of the phrase, where its adjective
    would be used, is the recipient of a verb of giving that has no object of its own.
    """
    tree = scene.tree
    if prep != "to" or word.split()[0] not in _TRANSFER or tree.below(i, "obj"):
        return None
    if scene.animate(c) and (tree.tokens[c].upos != "NOUN" or tree.tokens[c].lemma.lower() in nouns("person")):
        return None  # "to Chad", "to Chad officials"; tanks act too, but they are sent
    first = min(tree.subtree(c, without=("case", "acl", "acl:relcl")))
    if first == c or tree.tokens[first].upos != "PROPN" or tree.relation(first) not in ("compound", "nmod", "flat"):
        return None
    return first if scene.animate(first) else None


def _of_noun(scene: Scene, i: int, direct: bool = True) -> Taking:
    """Participants of an event that a noun tells of; `direct` adds the subject of its support verb."""
    tree, word = scene.tree, scene.tree.tokens[i].lemma.lower()
    found: Taking = []
    kinds = tree.kinds[i]
    undergone = word in _UNDERGONE or word.endswith(("killing", "murder"))
    # "The regime's execution of prisoners": of the two the one after "of" suffers it.
    mine = undergone and word not in _OWN
    mine = mine and not any(case(tree, c) == "of" and scene.animate(c) for c in tree.below(i, "nmod"))
    for c in tree.below(i, "nmod:poss") if "nmod:poss" in kinds else _shared_owner(tree, i):
        person = scene.animate(c) or tree.lowers[c] in _PERSONS
        mine = mine or (word in _TAKEN and (tree.lowers[c] in _PERSONS or scene.types.get(c) is NameType.PER))
        role = (Role.RECIPIENT if person else Role.OBJECT) if mine else Role.ACTOR
        found.append((role, c))
    for c in tree.below(i, "amod", "compound"):
        if scene.country(c) or (tree.relation(c) == "compound" and scene.animate(c)):
            found.append((Role.ACTOR, c))
    for c in tree.below(i, "nmod", "obl"):
        if tree.tokens[c].deprel != "nmod:poss":
            found += _noun_oblique(scene, i, c, word, undergone)
    if "nmod" in kinds and not any(role is Role.ACTOR for role, _ in found):
        # "The invasion of X by Y", the reader having hung Y on X.
        inner = [n for c in tree.below(i, "nmod") for n in tree.below(c, "nmod") if case(tree, n) == "by"]
        found += [(Role.ACTOR, n) for n in inner if scene.animate(n)]
    blamed = None if word in _OWN or any(role is Role.ACTOR for role, _ in found) else accused(tree, i)
    if blamed is not None:
        found.insert(0, (Role.ACTOR, blamed))
    head = tree.tokens[i].head
    if _lent(tree, i, word) and any(role is Role.ACTOR for role, _ in found):
        helped = subject(tree, head)
        found += [(Role.RECIPIENT, helped)] if helped is not None and scene.animate(helped) else []
    if direct and head >= 0 and tree.relation(i) in ("obj", "nsubj") and _supports(tree, i, head):
        found = [*_verb_side(scene, head, word), *found]
    return found


def _shared_owner(tree: Tree, i: int) -> list[int]:
    """ "The army's violence and repression": whose both are, where nothing stands between."""
    up = tree.tokens[i].head
    if tree.relation(i) != "conj" or up != i - 2 or tree.lowers[i - 1] != "and" or tree.tokens[i].upos != "NOUN":
        return []
    if tree.lemmas[i] in _GIVEN:
        return []  # "thanked for her leadership and support": given here, not told of
    return tree.below(up, "nmod:poss")


def _lent(tree: Tree, i: int, word: str) -> bool:
    """ "With the support of Chad, rebels took the town": what somebody gives to whoever acts."""
    return word in _GIVEN and tree.relation(i) == "obl" and case(tree, i) in ("with", "without")


def _supports(tree: Tree, i: int, head: int) -> bool:
    """Whether the subject of the governing verb is the actor of the noun ("carried out an attack", "ended talks")."""
    if tree.relation(i) == "nsubj":
        return passive(tree, head) and lemma(tree, head) in LIGHT | _ASPECT
    verb = lemma(tree, head)
    if verb == "announce" and tree.lemmas[i] in _FOUNDED:
        return i in objects(tree, head) and not tree.below(i, "nmod:poss")
    return light_object(tree, head, verb) == i or (i in objects(tree, head) and verb in _ASPECT)


def _verb_side(scene: Scene, head: int, word: str) -> Taking:
    tree = scene.tree
    who = subject(tree, head)
    found: Taking = []
    if passive(tree, head):
        found += [(Role.ACTOR, c) for c in tree.below(head, "obl") if is_agent(tree, c)]
    elif who is not None:
        found.append((Role.ACTOR, who))
    for c in tree.below(head, "obl"):
        if not is_agent(tree, c):
            found += _noun_oblique(scene, head, c, word, False)
    return found


def _noun_oblique(scene: Scene, i: int, c: int, word: str, undergone: bool) -> Taking:
    animate, prep = scene.animate(c), case(scene.tree, c)
    place = c in scene.toponyms
    if prep == "by" and animate:
        return [(Role.ACTOR, c)]
    if prep in ("with", "between", "among") and animate:
        return [(Role.ACTOR if prep != "with" else Role.RECIPIENT, c)]
    if prep in _AGAINST and (_aimed(scene, c, "", prep) or (word in _STRIKES and c not in scene.times)):
        return [(Role.RECIPIENT, c)]
    if prep in _FROM and (animate or place):
        return [(Role.ACTOR if word in _GIVEN and animate else Role.ORIGIN, c)]
    if prep in _INTO and (animate or place):
        return [(Role.RECIPIENT if animate and not place else Role.DESTINATION, c)]
    if prep == "for" and animate:
        return [(Role.BENEFICIARY, c)]
    if prep == "of":
        if animate and (word in _OWN or _lent(scene.tree, i, word)):
            return [(Role.ACTOR, c)]
        return [(Role.RECIPIENT if animate else Role.OBJECT, c), *_off_object(scene, c, word)]
    return []
