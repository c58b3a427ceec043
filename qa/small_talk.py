"""What people say that asks nothing of the articles, and the line that answers it."""

import re

from qa.history import few_words

ASK = "Ask a question about the articles: the answer cites them and is no surer than they are."
ABOUT = (
    "This program answers questions about the articles, cites them, and has no opinion of its own:"
    " ask what they say."
)

_GREETING = r"hello|hi|hey|howdy|greetings|good (morning|afternoon|evening|day|night)|welcome"
_THANKS = r"(many )?thanks|thank you|cheers"
_PARTING = r"(good ?)?bye( bye)?|see you( later| soon)?|have a (good|great|nice) (day|evening|one)"
_ASSENT = (
    r"yes|yeah|yep|no|nope|ok|okay|alright|all right|fine|great|good|nice|cool|super|perfect"
    r"|excellent|wonderful|wow|brilliant|interesting|i see|got it|understood|never mind|please"
    r"|sorry|oh|ah|hm+|that('s| is| was) (all|enough|(very |really )?(helpful|useful|kind|good))"
)
_MUCH = r"a lot|so much|very much|again|there|everyone|for (that|this|your help)"
_ONE = rf"({_GREETING}|{_THANKS}|{_PARTING}|{_ASSENT})( ({_MUCH}))?"
_SMALL_TALK = re.compile(rf"{_ONE}( {_ONE})*")
_OF_THE_PROGRAM = re.compile(
    r"(who|what|how) are you( today| doing)?|what('s| is) your name|help( me)?"
    r"|are you an? (human|person|machine|robot|program|model|ai|(chat ?)?bot)"
    r"|what (can|do) you do|what can i ask( you)?|can you help( me)?"
    r"|how (does (this|it)|do you) work"
    r"|what do you (yourself )?(think|believe)( (of|about) (it|that|this))?"
    r"|what('s| is) your (own )?(opinion|view)( (of|on|about) (it|that|this))?"
    r"|do you (agree|think so|believe (it|that|this))"
)


def reply_to(question: str) -> str | None:
    """Return the line that answers small talk, None where something is asked of the articles.

    >>> reply_to("Thank you very much!") == ASK, reply_to("And what do you think?") == ABOUT
    (True, True)
    >>> reply_to("What do you think of the contract?")
    """
    said = few_words(question)
    if _SMALL_TALK.fullmatch(said):
        return ASK
    return ABOUT if _OF_THE_PROGRAM.fullmatch(re.sub(r"^(and|but|so) ", "", said)) else None
