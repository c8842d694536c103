r"""Records as JSON text that is safe in a file, a database and a terminal.

Letters of any script stay readable; characters that steer a terminal or reverse
its writing direction, and halves of surrogate pairs, become `\uXXXX` escapes,
which every JSON reader turns back into the same characters.
"""

from __future__ import annotations

import json
import re
from typing import Any

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def to_line(record: Any) -> str:
    r"""Return plain data as one line of JSON, without a line end.

    >>> print(to_line({"name": "Алматы", "text": "a\x9b2J"}))
    {"name": "Алматы", "text": "a\u009b2J"}
    """
    text = json.dumps(record, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
