"""Small closed classes of English words, and the forms of verbs."""

import re
from functools import cache
from importlib import resources

_AMBIGUOUS = frozenset("left saw wound bore lay fell being".split())
"""Forms of irregular verbs that are as often another word: the left wing, a saw, a wound."""


@cache
def _irregular() -> dict[str, frozenset[str]]:
    lines = resources.files("index.stance").joinpath("irregular.txt").read_text("utf-8")
    verbs = [line.split() for line in lines.splitlines() if not line.startswith("#")]
    return {verb[0]: frozenset(verb) for verb in verbs}


@cache
def _bases() -> dict[str, str]:
    every = [(form, verb) for verb, found in _irregular().items() for form in found]
    return {form: verb for form, verb in every if form not in _AMBIGUOUS}


def base(word: str) -> str:
    """Return the verb of which a word in lower case is an irregular form, else the word.

    >>> base("came"), base("bridge")
    ('come', 'bridge')
    """
    return _bases().get(word, word)


@cache
def forms(verb: str) -> frozenset[str]:
    """Return the inflected forms of a verb, or of a noun of the same shape.

    >>> sorted(forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    if verb in _irregular():
        return _irregular()[verb]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return frozenset({verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
    if verb.endswith("e"):
        return frozenset({verb, verb + "s", verb + "d", verb[:-1] + "ing"})
    plural = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    found = {verb, plural, verb + "ed", verb + "ing"}
    if re.search(r"[^aeiou][aeiou][^aeiouwxy]$", verb):
        found |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}  # "shrugged", "preferred"
    return frozenset(found)


AUXILIARIES = frozenset(
    "is are was were am has have had does do did will would can could may might must shall "
    "should 's 're 've 'll isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't "
    "didn't won't wouldn't can't cannot couldn't".split()
)
PRONOUNS = frozenset("he she it they we i you there this that these those who".split())
PREPOSITIONS = frozenset("in on at by after before since for with during from as to".split())
DETERMINERS = frozenset(
    "the a an his her its their our my your this that these those some many most several no "
    "each every all both".split()
)
PRESENT_FORMS = frozenset(
    "says say claims claim believes believe thinks think calls call counts count puts reports "
    "denies deny disputes dispute rejects reject expects expect argues argue insists insist warns "
    "warn alleges allege suspects suspect fears fear hopes hope wants want plans means mean shows "
    "show suggests suggest indicates indicate knows know makes make takes take gives give gets get "
    "accuse accuses blame blames admits concedes acknowledges contends asserts maintains declines "
    "refuses disagrees "
    "recalls remembers predicts concludes announces becomes begins belongs loses describes "
    "goes go comes come keeps keep remains remain seems seem appears appear looks look runs run "
    "leads lead holds hold stands stand lies costs contains contain includes include needs "
    "need".split()
)
NEGATIONS = frozenset(
    "not no never none nobody nothing nowhere neither nor cannot without n't hardly "
    "scarcely".split()
)
PAST_FORMS = frozenset(
    "said told went came took made gave got had knew found thought left held kept brought "
    "began became saw ran fell rose led lost won met paid sent sold built bought put set cut "
    "hit shut spread struck shot fought caught taught sought wrote spoke broke chose drove "
    "grew threw flew drew wore swore bore tore stood understood felt meant read heard laid "
    "lay sat sang sank swam drank rang slept spent lent bent stuck dug hung froze stole woke "
    "shook forgot rode hid bit fed fled bled bred sped slid spun swung sprang burst cost hurt "
    "let quit split thrust shed withdrew overthrew foresaw forgave forbade arose awoke blew "
    "shrank strode ate underwent overcame overtook undertook mistook swept dealt".split()
)
STOPWORDS = frozenset(
    "a an the and or but nor so yet if of to in on at by for from with without into onto over "
    "under about as than then that this these those it its he him his she her hers they them "
    "their we us our you your i me my who whom whose which what when where why how is are was "
    "were be been being am has have had having do does did done doing will would shall should "
    "can could may might must not no n't 's 're 've 'll also too very just only even still "
    "more most less least much many some any all both each every other another such own same "
    "there here up down out off again further once while during after before between because "
    "since until against through above below per via however although though despite whether "
    "either neither cannot don't didn't doesn't isn't wasn't aren't weren't hasn't haven't "
    "hadn't won't wouldn't couldn't can't one ones upon within among amid around along across "
    "toward towards back away ever never himself herself itself themselves".split()
)

ADVERBS = frozenset(
    "also later then still already first never not however again once now today yesterday often "
    "sometimes always there here".split()
)
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december spring summer autumn winter".split()
)

FINITE_FORMS = AUXILIARIES | PAST_FORMS
_PARTICIPLES = frozenset(
    "found made held kept brought sold sent built bought taken given written drawn seen known "
    "shown left lost set told led sworn torn broken chosen stolen hidden run hung".split()
)
SUBORDINATING_TIMES = frozenset("after before when while until since once".split())

ANAPHORIC_NOUNS = frozenset(
    "information claim claims report reports allegation allegations accusation accusations "
    "rumour rumours rumor rumors story stories statement statements charge charges suggestion "
    "suggestions version account accounts assertion assertions theory news figure figures "
    "number numbers paper study article finding findings result results idea notion "
    "wrongdoing involvement link links conclusion view criticism incident announcement "
    "characterisation explanation speculation prediction estimate toll denial thing things "
    "feat achievement discovery "
    "description descriptions date dating authenticity authorship provenance accuracy attribution "
    "testimony confession remark remarks forecast "
    "diagnosis total tally warning warnings dispatch despatch tale tales".split()
)
"""Nouns by which a text takes up again what was said: "the claim", "this figure"."""


def is_participle(lower: str) -> bool:
    """Return whether a word in lower case can be a past participle, by its form alone."""
    return lower in _PARTICIPLES or (lower.endswith("ed") and len(lower) > 4)


def may_be_finite(lower: str) -> bool:
    """Return whether a word in lower case can be a finite verb, by its form alone."""
    known = lower in FINITE_FORMS or lower in PRESENT_FORMS
    return known or (lower.endswith("ed") and len(lower) > 4)


def is_negation(lower: str) -> bool:
    """Return whether a word in lower case denies what follows it."""
    return lower in NEGATIONS or lower.endswith("n't")
