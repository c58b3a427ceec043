"""What the source does not say at all."""

from collections.abc import Iterator

from qa.claims import Claim, Source
from qa.rules.finding import Finding
from qa.strangers import strangers


def unsupported(claim: Claim, text: str, source: Source) -> Iterator[Finding]:
    """A name or a figure that the source has nowhere: it does not say this."""
    strange = strangers(claim.span.of(text), source.text)
    if strange:
        yield Finding("unsupported", None, f'Nothing in the source speaks of "{strange[0]}".')
