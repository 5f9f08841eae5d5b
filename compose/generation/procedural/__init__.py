"""Composing by rule in the styles that cleared music hardly covers: training data, an honest baseline, and a fallback."""

from .corpus import labels, many, random_wish
from .errors import ProceduralError
from .piece import compose
from .styles import STYLES

__all__ = ["STYLES", "ProceduralError", "compose", "labels", "many", "random_wish"]
