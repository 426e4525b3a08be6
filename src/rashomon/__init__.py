"""Rashomon reads one news event through every account of it."""

__version__ = "0.1.0"
