"""Whether a story is in English, which is all tocsin reads."""

from __future__ import annotations

from functools import cache
from typing import Any

from tocsin.errors import InputError

LONGEST = 2_000  # code points looked at: more changes no verdict
SHORTEST = 60  # letters: below, names alone can outweigh the words around them
CERTAIN = 0.5  # probability of another language; stray names in English stay far below


def check_english(story: str, uri: str, *, place: str | None = None) -> None:
    """Return if a story is in English, or too short to tell and in its alphabet.

    Args: story: headline and body, without boilerplate.
    Raises: InputError: "language", with the name and code of the language found.
    """
    letters = [c for c in story[:LONGEST] if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters) >= len(letters) / 2
    if latin and len(letters) < SHORTEST:
        return
    code, probability = detect(story)
    if code == "en" or (latin and probability < CERTAIN):
        return
    detail = f"the story is in {language_name(code)} ({code}); tocsin reads English"
    raise InputError(uri, reason="language", detail=detail, place=place)


def detect(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of a text's language and its probability."""
    code, probability = _identifier().classify(text[:LONGEST])
    return str(code), float(probability)


def is_english(code: str) -> bool:
    """Whether a BCP 47 code names English.

    >>> is_english("en-GB"), is_english("fr")
    (True, False)
    """
    return code.replace("_", "-").lower().split("-")[0] in {"en", "eng", "english"}


def language_name(code: str) -> str:
    """Return the English name of a language, or its code where it has none here.

    >>> language_name("ru")
    'Russian'
    """
    from babel import Locale

    tag = code.replace("_", "-").split("-")[0].lower()
    return str(Locale("en").languages.get(tag, code))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.5 s: only when needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
