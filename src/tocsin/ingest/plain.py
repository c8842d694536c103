"""Plain text: a text file is one article.

Hard-wrapped text (as in mail and wire archives) is unwrapped, since a line of an
article is a paragraph everywhere else: the line ends inside a paragraph become
spaces, one for one.
"""

from __future__ import annotations

import re

NARROW = 100  # columns: no line of hard-wrapped text is longer
FULL = 0.6  # of the longest line: a line that long was ended by its width
RUNS_ON = 0.3  # share of line ends that cut a sentence; lists and verses have fewer
ENOUGH = 3  # line ends that must cut a sentence before anything is joined
BREAK = re.compile(r"(?<=\S)\n(?=\S)")


def unwrap(text: str) -> str:
    r"""Return text with hard-wrapped paragraphs as one line each; others untouched.

    >>> unwrap("Title\n\nTroops left.")
    'Title\n\nTroops left.'
    """
    widest = max(map(len, text.split("\n")), default=0)
    breaks = [m.start() for m in BREAK.finditer(text)]
    if widest > NARROW or not breaks:
        return text
    cut = sum(text[i - 1] not in '.!?:”"' and text[i + 1].islower() for i in breaks)
    if cut < max(ENOUGH, RUNS_ON * len(breaks)):
        return text
    characters = list(text)
    for i in breaks:
        if i - text.rfind("\n", 0, i) > FULL * widest:
            characters[i] = " "
    return "".join(characters)
