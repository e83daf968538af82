"""The one family of errors that a person meets; every other exception is a bug."""


class UserError(Exception):
    """Say in one Chinese sentence what happened, what is safe and what to do."""


class Cancelled(Exception):  # noqa: N818 - a wish of the person, not an error
    """Stop a long task because the person asked for it; nothing was written."""
