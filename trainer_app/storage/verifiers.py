"""Proving a password where the database is on a server: no key is wrapped there."""

from functools import cache

_UNKNOWN = "nobody"


def made(password: str) -> str:
    """What is kept of a password (Argon2id, RFC 9106's second choice: 64 MiB, three passes)."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY).hash(password)


def proves(verifier: str, password: str) -> bool:
    """Whether the password is the one that was kept; an empty verifier takes as long as any other."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(verifier or _decoy(), password) and bool(verifier)
    except VerificationError:
        return False


@cache
def _decoy() -> str:
    return made(_UNKNOWN)
