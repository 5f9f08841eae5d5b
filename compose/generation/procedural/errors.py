"""What the procedural composer refuses."""

from ...music.errors import ComposeError


class ProceduralError(ComposeError):
    """A style, metre, ensemble or length that cannot be written by rule; its text is one sentence for the user."""

    code = "procedural.unsupported"
