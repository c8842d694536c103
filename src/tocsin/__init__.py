"""Read news of political crises as sourced claims: who did what to whom, according to whom."""

__version__ = "0.1.0"
