r"""Files, folders and standard input to articles, one module per source format.

A bad input never stops a run: it is yielded as an `InputError` that names the
place and the reason, and the next one is read. What an article's text is:

- decoded from UTF-8, UTF-16 or the legacy encoding found (`encoding`), without a byte
  order mark, line ends as "\n", NUL and lone surrogates replaced one for one; nothing
  else is changed, so offsets count the characters a reader sees (zero-width and
  right-to-left characters included);
- hard-wrapped plain text is unwrapped one for one (`plain`);
- a web page is its headline, a blank line, and its paragraphs with blank lines
  between (`page`); a JSON record is its text field as given (`record`).
"""

from __future__ import annotations

from tocsin.ingest.field import check_published
from tocsin.ingest.path import list_inputs, read_articles, read_input

__all__ = ["check_published", "list_inputs", "read_articles", "read_input"]
