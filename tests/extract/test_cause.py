"""Why an event happened, as the story says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.extract.draft import draft_claims
from tocsin.records import Document


def row(*values: object, broken: str | None = None) -> object:
    marks = pytest.mark.xfail(reason=broken, strict=True) if broken else ()
    return pytest.param(*values, marks=marks)


MAIN_VERB = "a cause told by the main verb ('was triggered by', 'sparked') is not read"


@pytest.mark.parametrize(
    ("text", "kind", "cause"),
    [
        row("Students rallied on Thursday over job quotas.", "PROTEST", "job quotas"),
        row("Protests over the arrest of a judge erupted in Warsaw.", "PROTEST",
            "the arrest of a judge"),
        row("Thousands marched in Belgrade because the government refused to call elections.",
            "PROTEST", "the government refused to call elections"),
        row("Protests erupted in Dakar after the election was postponed.", "PROTEST",
            "the election was postponed"),
        row("Protests triggered by a rise in fuel prices erupted in Almaty.", "PROTEST",
            "a rise in fuel prices"),
        row("The president declared a state of emergency after a jailbreak.", "COERCE",
            "a jailbreak"),
        row("The European Union imposed sanctions on Belarus over its treatment of migrants.",
            "SANCTION", "its treatment of migrants"),
        row("The protest was triggered by a rise in fuel prices.", "PROTEST",
            "a rise in fuel prices"),
        row("A rise in fuel prices triggered protests in Almaty.", "PROTEST",
            "A rise in fuel prices"),
        row("Protests broke out in response to a rise in fuel prices.", "PROTEST",
            "a rise in fuel prices"),
        # no cause
        row("Students rallied over the weekend.", "PROTEST", None),
        row("Students rallied after Friday prayers.", "PROTEST", None),
        row("Police arrested ten people on Monday.", "COERCE", None),
        row("Students marched over a bridge in Lyon.", "PROTEST", None),
        row("Rebels attacked the base two days after the election.", "ASSAULT", None),
    ],
)  # fmt: skip
def test_cause(document: Callable[..., Document], text: str, kind: str, cause: str | None) -> None:
    draft = next(d for d in draft_claims(document(text)) if d.event.type == kind)
    assert (draft.cause.text if draft.cause else None) == cause
    if draft.cause:
        assert text[draft.cause.start : draft.cause.end] == draft.cause.text
