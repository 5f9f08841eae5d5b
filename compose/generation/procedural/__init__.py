"""Composing by rule in the styles that cleared music hardly covers: training data, an honest baseline, and a fallback."""

from .errors import ProceduralError
from .piece import compose
from .styles import STYLES

__all__ = ["STYLES", "ProceduralError", "compose"]
