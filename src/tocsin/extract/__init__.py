"""Reads events, participants, sources, dates, places and figures from a parsed story.

One module a field; `draft.draft_claims` puts them together. Nothing here looks
anything up in the knowledge base.
"""
