"""Reads events, participants, sources, dates, places and figures from a parsed story.

One module a field; `draft.draft_claims` puts them together. Who and which place it is, is
resolved later; the gazetteer is asked only whether a name is that of a city.
"""
