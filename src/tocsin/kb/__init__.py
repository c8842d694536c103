"""The embedded knowledge base: places, countries, regions, organisations and roles.

Read-only. Places come from `kb.sqlite`, which `tocsin.kb.build` makes; everything
else from the curated tables in data/. Nothing here knows about stories.
"""
