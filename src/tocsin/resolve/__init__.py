"""Adds ids to what was extracted: actors, places and dates, resolved within the story."""
