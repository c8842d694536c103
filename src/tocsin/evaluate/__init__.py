"""Scorers and readers of public gold data: `tocsin eval`."""
