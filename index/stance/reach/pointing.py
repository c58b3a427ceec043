"""The reach of doubts, denials and confirmations, which often point back at what was said."""

from itertools import pairwise

from index.stance.cues import Cue
from index.stance.finite import has_finite, is_finite
from index.stance.layout import ADVERBIAL, CONTRAST, Layout, Range, innermost
from index.stance.reach.clauses import complement
from index.stance.reach.extent import (
    AFTER_POINTING,
    BACK,
    COMPLEMENTISERS,
    SPEAKING,
    apposes_claim,
    conjunct_start,
    content,
    end_of,
    is_joined,
    main_verb_behind,
    stop_of,
    word_behind,
)
from index.stance.words import ANAPHORIC_NOUNS, AUXILIARIES, STOPWORDS, forms

ANAPHORS = frozenset(["this", "that", "it", "these", "those", "they", "them", "which", "all"])
EVIDENCE = frozenset(
    "image images picture pictures photograph photographs photo photos footage film video "
    "recording tape letter letters document documents files poll survey evidence".split()
)
"""What may show a thing, and is called a fake by those who deny it."""

NAMED = [[noun] for noun in ANAPHORIC_NOUNS]
_PREPOSITIONS = frozenset("for of about in on with to from by behind around".split())
POINTING = frozenset("this that these those the such any all both his her its their".split())


def predicate(layout: Layout, cue: Cue) -> Range | None:
    """ "It is unclear whether P" governs P; "P is unclear" its subject; "This is" what was said."""
    tokens = layout.tokens
    if _is_to_be(layout, cue):
        return None
    inserted = (
        within_claim(layout, cue)
        or _told_behind(layout, cue)
        or _object_described(layout, cue)
        or _asked_alone(layout, cue)
    )
    if inserted is not None:
        return inserted
    last = tokens[cue.end - 1].lower
    if last in COMPLEMENTISERS or word_behind(layout, cue) in COMPLEMENTISERS | {"which"}:
        return _or_back(layout, cue, complement(layout, cue))
    if last == "of" and content(layout, cue.end, end_of(layout)):
        return complement(layout, cue)  # "it had no record OF A DEFECT"
    here = layout.clauses[layout.clause_at(cue.start)]
    if _object_points(layout, cue.end):
        return earlier(layout, cue, here.start)  # "the council has not confirmed THIS"
    start = _inner_subject(layout, subject_start(layout, cue), cue.start)
    if (named := _names_account(layout, cue)) or (
        _doubts_what_was_said(layout, cue) or _withdraws(layout, cue)
    ):
        return earlier(layout, cue, here.start, spoken=named)
    if here.opener == "which" and tokens[cue.start - 1].lower in {"this", "it"}:
        return BACK  # "..., which makes this hard to believe"
    inside = {token.lower for token in tokens[cue.start + 1 : cue.end]}
    if apposes_claim(layout, here.start) or {"it", "this", "these"} & inside:
        return earlier(layout, cue, here.start)  # "many indications that IT was false"
    if cue.entry.sense == "false" and not _speaks_of_claims(layout, start, cue):
        return None
    if is_anaphoric(layout, start, cue.start):
        return _object_left(layout, cue) or earlier(layout, cue, start)
    if content(layout, start, cue.start) == 0:
        ends_it = not content(layout, cue.end, end_of(layout))
        if start > 0 and tokens[start - 1].text == "," and (ends_it or is_finite(tokens, start)):
            # "Where the village lay, nobody can say"; "That P, as X found, is denied by Y"
            return 0, max(cue.end, here.end)
        return complement(layout, cue)
    start = conjunct_start(layout, cue, start)
    return start, layout.clauses[layout.clause_at(cue.end - 1)].end


def _is_to_be(layout: Layout, cue: Cue) -> bool:
    """Return whether a denial is still to come, or is none: "the general is TO BE DISMISSED"."""
    first = layout.tokens[max(0, cue.start - 1) : cue.start + 1]
    return cue.entry.kind == "contested" and [token.lower for token in first] == ["to", "be"]


def _asked_alone(layout: Layout, cue: Cue) -> Range | None:
    """Return what a question of one word takes up: "somebody paid, but it is not known WHO"."""
    tokens = layout.tokens
    alone = cue.end < len(tokens) and tokens[cue.end].text in ",;."
    if tokens[cue.end - 1].lower not in _ASKED or not alone:
        return None
    return earlier(layout, cue, layout.clauses[layout.clause_at(cue.start)].start)


_ASKED = frozenset("who whom why how when where what which".split())


def _object_left(layout: Layout, cue: Cue) -> Range | None:
    """Return the noun before a relative clause that no word opens: "TERMS it has not disclosed"."""
    tokens, subject = layout.tokens, cue.start - 1
    if subject < 1 or tokens[subject].lower not in {"it", "he", "she", "they"}:
        return None
    noun = tokens[subject - 1]
    ends = cue.end >= len(tokens) or tokens[cue.end].kind == "sign"
    plain = noun.kind == "word" and not noun.is_name and noun.lower not in STOPWORDS
    if not ends or not plain or noun.lower in COMPLEMENTISERS | _PREPOSITIONS:
        return None
    return None if is_finite(tokens, subject - 1) else (subject - 1, subject)


def _object_described(layout: Layout, cue: Cue) -> Range | None:
    """Return what a report said that is taken back: "corrected its report, WHICH HAD SAID P"."""
    tokens, end = layout.tokens, min(cue.end + _OBJECT, len(layout.tokens))
    noun = next((p for p in range(cue.end, end) if tokens[p].lower in ANAPHORIC_NOUNS), None)
    if noun is None or not is_finite(tokens, cue.start):
        return None
    found = layout.clauses[min(layout.clause_at(noun) + 1, len(layout.clauses) - 1)]
    return (noun + 2, found.end) if found.start == noun + 2 and found.opener == "which" else None


_OBJECT = 3  # words of an object: "its first report"


def _object_points(layout: Layout, place: int) -> bool:
    """Return whether a clause ends in an object that only points: "confirmed THIS", "THE REPORT".

    "Confirmed the report THAT" names what it reports.
    """
    words = [token.lower for token in layout.tokens[place : place + 3]]
    signs = [token.kind == "sign" for token in layout.tokens[place : place + 3]]
    if words[:1] in (["this"], ["it"], ["that"], ["them"]):
        return len(words) < 2 or signs[1] or words[1] in AFTER_POINTING
    if words[:1] == [] or words[0] not in POINTING or words[1:2] not in NAMED:
        return False
    return len(words) < 3 or signs[2] or words[2] in AFTER_POINTING


def _names_account(layout: Layout, cue: Cue) -> bool:
    """Return whether a doubt names what it is cast on: "throws HIS ACCOUNT into question"."""
    words = [token.lower for token in layout.tokens[cue.start : cue.end]]
    named = any(one in POINTING and [noun] in NAMED for one, noun in pairwise(words))
    return named and cue.entry.kind == "unknown" and words[-1] in {"question", "doubt"}


def _doubts_what_was_said(layout: Layout, cue: Cue) -> bool:
    """Return whether somebody doubts and no claim follows: "Neighbours WERE NOT CONVINCED"."""
    tokens = layout.tokens
    here = layout.clauses[layout.clause_at(cue.start)]
    if not content(layout, here.start, cue.start) and word_behind(layout, cue) in _HAPPENED:
        return True  # "NOTHING OF THE KIND took place"
    ends = not content(layout, cue.end, here.end)
    if tokens[cue.end - 1].lower in _MINDS:
        return ends  # also "but specialists HAVE THEIR DOUBTS"
    return here.opener == "which" and tokens[cue.start].lower.startswith("doubt") and ends


_HAPPENED = frozenset({"took", "happened", "occurred"})
_MINDS = frozenset(
    "doubts doubt reservations misgivings scepticism skepticism sceptical skeptical convinced "
    "unconvinced persuaded "
    "unpersuaded sure".split()
)


def _inner_subject(layout: Layout, start: int, end: int) -> int:
    """Return where a subject that only points begins behind a verb: "he said THE REPORT was"."""
    words = [token.lower for token in layout.tokens[start:end]]
    for place in range(1, len(words) - 1):
        names = words[place] in POINTING and words[place + 1] in ANAPHORIC_NOUNS
        verbal = has_finite(layout.tokens, start, start + place) or words[place - 1] in _MAKING
        if names and verbal:  # also "which MAKES the report hard to credit"
            return start + place
    return start


_MAKING = forms("make") | forms("render")


def _withdraws(layout: Layout, cue: Cue) -> bool:
    """Return whether what is taken back is only named: "she took back her statement"."""
    tokens = layout.tokens
    before = tokens[cue.start - 1].lower if cue.start else ""
    if cue.entry.sense != "retracted" or before in AUXILIARIES - {"has", "have", "had"}:
        return False
    place = _past_insertion(layout, cue.end)
    spoken = (*tokens[cue.start : cue.end], *tokens[place : place + 3])
    words = [token.lower for token in spoken]
    named = [place for place, word in enumerate(words) if word in ANAPHORIC_NOUNS]
    return bool(named) and words[named[-1] + 1 : named[-1] + 2] not in (["that"], ["of"], ["about"])


def _told_behind(layout: Layout, cue: Cue) -> Range | None:
    """Return what a report says that is taken back: "retracted its report of March THAT P"."""
    place = _past_insertion(layout, cue.end)
    words = [token.lower for token in layout.tokens[place : place + _NOTED]]
    if (
        cue.entry.sense != "retracted"
        or not words
        or words[0] not in POINTING
        or words[1:2] not in NAMED
    ):
        return None
    if "that" not in words:
        return None
    begin = place + words.index("that") + 1
    return begin, stop_of(layout, begin, end_of(layout))


_NOTED = 8  # words of a report and its date


def _past_insertion(layout: Layout, place: int) -> int:
    """Return where the object stands that an insertion parts from its verb.

    "The paper withdrew, with an apology, ITS ARTICLE".
    """
    tokens = layout.tokens
    if place >= len(tokens) or tokens[place].text != ",":
        return place
    ahead = range(place + 1, min(place + 8, len(tokens)))
    return next((p + 1 for p in ahead if tokens[p].text == ","), place)


def names_saying(layout: Layout, cue: Cue) -> bool:
    """Return whether a cue is about what was said: "retracted HIS STATEMENT", "no SUCH offer"."""
    words = [token.lower for token in layout.tokens[cue.start : cue.end + 3]]
    return "such" in words or any(
        one in POINTING and noun in ANAPHORIC_NOUNS for one, noun in pairwise(words)
    )


def _speaks_of_claims(layout: Layout, start: int, cue: Cue) -> bool:
    """Return whether what is called false was said: "the report was false", not "it was forged"."""
    if start == cue.start:
        start = 0  # "a rumour that P, which sent the shares up, TURNED OUT TO BE FALSE"
    words = {token.lower for token in layout.tokens[start : cue.end + 2]}
    return bool(words & (ANAPHORIC_NOUNS | _THOUGHTS)) or is_anaphoric(layout, start, cue.start)


_THOUGHTS = frozenset(
    "fear fears hope hopes worry worries suspicion suspicions belief beliefs assumption "
    "assumptions expectation expectations talk whispers gossip tale legend".split()
)


def _or_back(layout: Layout, cue: Cue, found: Range | None) -> Range | None:
    """Point back where the complement itself only names what was said ("whether the claim ...")."""
    if found is None:
        return None
    if layout.tokens[cue.end - 1].lower == "that" and word_behind(layout, cue) in ANAPHORIC_NOUNS:
        return BACK  # "he went back on THAT STATEMENT"
    words = [token.lower for token in layout.tokens[found[0] : found[1]]]
    if layout.tokens[cue.start].lower == "it":
        return found  # "it is doubtful that the ferry will run"
    if "doubt" in layout.tokens[cue.start].lower + layout.tokens[cue.end - 1].lower + " ".join(
        token.lower for token in layout.tokens[cue.start : cue.end]
    ) and words[:1] in (["the"], ["they"], ["it"]):
        return _echoed(layout, cue, found)
    names = any(
        word in POINTING and following in ANAPHORIC_NOUNS for word, following in pairwise(words)
    )
    if words[-1:] == ["this"] and content(layout, *found) <= 3:
        return earlier(layout, cue, layout.clauses[layout.clause_at(cue.start)].start)
    if (names or words[:1] == ["this"]) and content(layout, *found) <= 4:
        start = layout.clauses[layout.clause_at(cue.start)].start
        told = words[:1] == ["this"] and words[1:2] != [] and words[1] in AUXILIARIES
        return earlier(layout, cue, start, spoken=names or told)  # "whether this is true"
    return found


def _echoed(layout: Layout, cue: Cue, found: Range) -> Range:
    """Point back with a doubt "whether the film dates from then" unless it was named just now."""
    start = layout.clauses[layout.clause_at(cue.start)].start
    left = {token.lower[:5] for token in layout.tokens[:start] if token.lower not in STOPWORDS}
    right = {token.lower[:5] for token in layout.tokens[found[0] : found[1]]}
    return (0, found[1]) if left & right else BACK


def subject_start(layout: Layout, cue: Cue) -> int:
    """Return where the subject begins of which the cue is the predicate."""
    index = layout.clause_at(cue.start)
    while index > 0 and layout.clauses[index].opener in ADVERBIAL:
        if layout.tokens[layout.clauses[index].start - 1].text == ",":
            break
        index -= 1
    start = layout.clauses[index].start
    if start < cue.start and layout.tokens[start].lower in CONTRAST | {"and", "or", "because"}:
        start += 1
    return start


def is_anaphoric(layout: Layout, start: int, end: int) -> bool:
    """Return whether the range only points at what was said: "this", "the claim", "it has"."""
    last = [token.lower for token in layout.tokens[max(start, end - 2) : end]]
    if last[-1:] in (["this"], ["it"]) and last[0] not in _PREPOSITIONS:
        return True  # "which makes THIS hard to believe", not "the money for IT was never found"
    words = [
        token.lower
        for token in layout.tokens[start:end]
        if token.kind == "word"
        and token.lower not in AUXILIARIES
        and not token.lower.endswith("ly")
    ]
    if not words:
        return end > start and not any(token.is_number for token in layout.tokens[start:end])
    if words[0] in ANAPHORS and all(word in STOPWORDS for word in words[1:]):
        return True
    head = [word for word in words[1:] if word not in STOPWORDS]
    return words[0] in POINTING and bool(head) and head[-1] in ANAPHORIC_NOUNS and len(head) <= 3


def earlier(layout: Layout, cue: Cue, start: int, spoken: bool = False) -> Range:
    """Return what was said before: earlier in the sentence where a claim stands there, else back.

    What is `spoken` of as a claim or report must have been reported there: in "The battery was
    built last year, which raises doubts whether the claim is true" it was not.
    """
    inside = innermost(layout.quotations, cue.start)
    begin = inside[0] if inside is not None else 0
    index = layout.clause_at(start) if start < len(layout.tokens) else 0
    stop = min(start, layout.clauses[index].start)
    words = [token.lower for token in layout.tokens[begin:stop]]
    points = words[:1] == ["this"] or (words[:1] == ["the"] and words[1:2] in NAMED)
    if points or content(layout, begin, stop) < 3 or not has_finite(layout.tokens, begin, stop):
        return BACK
    if _SILENT.intersection(words) and not SPEAKING.intersection(words):
        return BACK  # "The buyer declined to comment, and the seller denied it"
    if spoken and not SPEAKING.intersection(words):
        return BACK
    parts = [p + 1 for p in range(begin, stop) if layout.tokens[p].text == ";"]
    if parts and content(layout, parts[-1], stop) >= _TOLD_LAST:
        begin = parts[-1]  # "Some went home; the other side holds ninety, a figure IT DISPUTES"
    last = layout.clauses[max(0, index - 1)]
    if layout.clauses[index].opener in CONTRAST and last.start > begin and is_joined(layout, last):
        begin = last.start  # "It was 4 metres, AND FELD COULD NOT IMAGINE 8, though he allowed it"
    return begin, stop


_TOLD_LAST = 3  # words of substance behind the last semicolon that are a claim
_SILENT = frozenset("comment respond responded reply replied answer declined refused".split())


def wanting(layout: Layout, cue: Cue) -> Range | None:
    """ "No study has shown P" governs P; "no document mentions it" what was said before."""
    object_at = layout.tokens[cue.end : cue.end + 2]
    words = [token.lower for token in object_at]
    alone = words[:1] in (["it"], ["this"], ["that"], ["them"]) and (
        len(words) < 2 or object_at[1].kind == "sign" or words[1] in AFTER_POINTING
    )
    named = words[:1] != [] and words[0] in POINTING and words[-1] in ANAPHORIC_NOUNS
    proof = layout.tokens[cue.end - 1].lower in {"evidence", "proof"}  # "but they offer no proof"
    if alone or named or (proof and not content(layout, cue.end, end_of(layout))):
        return earlier(layout, cue, layout.clauses[layout.clause_at(cue.start)].start)
    found, joined = complement(layout, cue), _joined_behind(layout, cue)
    if (
        found is None
        or word_behind(layout, cue) == "that"
        or layout.tokens[cue.end - 1].lower == "that"
    ):
        return found
    return found[0], min(found[1], max(joined, cue.end + 1))


def _joined_behind(layout: Layout, cue: Cue) -> int:
    """Return where a clause with its own subject follows: "No link was found, AND ONE DEATH"."""
    behind = layout.clauses[layout.clause_at(cue.end - 1) + 1 :]
    return next((c.start - 1 for c in behind if is_joined(layout, c)), len(layout.tokens))


def within_claim(layout: Layout, cue: Cue) -> Range | None:
    """Return what a claim says into which its denial is inserted.

    "Kell's claim, since DISOWNED BY its author, that THE BONES WERE HUMAN".
    """
    tokens = layout.tokens
    opened = next((p for p in range(cue.start - 1, 0, -1) if tokens[p].text == ","), None)
    closed = next((p for p in range(cue.end, len(tokens) - 1) if tokens[p].text == ","), None)
    if opened is None or closed is None or tokens[closed + 1].lower != "that":
        return None
    if tokens[opened - 1].lower not in ANAPHORIC_NOUNS:
        return None
    begin, end = closed + 2, stop_of(layout, closed + 2, end_of(layout))
    return begin, main_verb_behind(layout, opened - 1, begin, end)
