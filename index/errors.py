"""What goes wrong, as one clear line each: what, where and how to mend it.

AllegedlyError
├── SourceError        a file, folder or address that cannot be read
└── IndexFolderError   an index that is corrupt, foreign, locked, unreachable or made otherwise
"""


class AllegedlyError(Exception):
    """Any fault that the user can mend. Its text is one line, fit to be shown as it is."""


class SourceError(AllegedlyError):
    """A file, folder or address that cannot be read as an article."""


class IndexFolderError(AllegedlyError):
    """An index that cannot be opened, or not written to now."""
