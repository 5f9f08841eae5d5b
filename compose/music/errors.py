"""The root of every error this project raises on purpose."""


class ComposeError(Exception):
    """A fault with a stable dotted code; the web edge and the command line turn it into words.

    code: stable across releases, e.g. "score.measure_not_full".
    is_retryable: True where the same call may succeed later without any change.
    """

    code = "compose.error"
    is_retryable = False


class ScoreError(ComposeError):
    """Music that breaks a rule of the score model."""

    code = "score.invalid"
