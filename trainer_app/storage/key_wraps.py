"""The database key sealed under a password: Argon2id makes a key of it, AES-256-GCM seals with that."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

KEY_BYTES = 32
SALT_BYTES, NONCE_BYTES = 16, 12
BOX_BYTES = KEY_BYTES + 16
LEAST_MEMORY_KIB, MOST_MEMORY_KIB = 64 * 1024, 1024 * 1024
MOST_PASSES, MOST_LANES = 200, 16

_TARGET_SECONDS = 0.75
_PROBE_PASSES = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes over so much memory, by so many threads."""

    passes: int
    memory_kib: int = LEAST_MEMORY_KIB
    lanes: int = 4

    def __post_init__(self) -> None:
        is_bounded = self.passes <= MOST_PASSES and self.memory_kib <= MOST_MEMORY_KIB
        if not (is_bounded and self.passes >= 1 and self.memory_kib >= LEAST_MEMORY_KIB):
            raise ValueError(f"{self}: cheaper than allowed, or more than a computer bears")
        if not 1 <= self.lanes <= MOST_LANES:
            raise ValueError(f"{self}: 1 to {MOST_LANES} lanes")


CHEAPEST = Cost(1)
"""For samples and tests: what is behind it is no secret."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """A sealed key; whoever sealed it must tell the same password and the same facts to open it."""

    cost: Cost
    salt: bytes
    nonce: bytes
    box: bytes


class DoesNotOpen(Exception):
    """The password is another, or something about the wrap was changed."""


def calibrated(now: Callable[[], float] = time.perf_counter) -> Cost:
    """The cost that takes this computer three quarters of a second.

    The quicker of two probes counts: what else the computer does must not make a wrap cheap.
    """
    probe = Cost(_PROBE_PASSES)
    seconds = min(_seconds_of(probe, now) for _ in range(2))
    passes = round(_TARGET_SECONDS * _PROBE_PASSES / max(seconds, 1e-3))
    return Cost(min(max(passes, 1), MOST_PASSES))


def seal(key: bytes, password: bytes, facts: bytes, cost: Cost) -> Wrap:
    """The key under the password; `facts` are not kept in the wrap but must be the same to open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    box = AESGCM(_derived(password, salt, cost)).encrypt(nonce, key, facts)
    return Wrap(cost, salt, nonce, box)


def opened(wrap: Wrap, password: bytes, facts: bytes) -> bytes:
    """The key that was sealed.

    Raises:
        DoesNotOpen: another password, other facts, or a wrap that was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derived(password, wrap.salt, wrap.cost)).decrypt(wrap.nonce, wrap.box, facts)
    except InvalidTag:
        raise DoesNotOpen from None


def decoy(cost: Cost) -> Wrap:
    """A wrap that nothing opens, at the price of one that could be."""
    sizes = (SALT_BYTES, NONCE_BYTES, BOX_BYTES)
    return Wrap(cost, *(secrets.token_bytes(size) for size in sizes))


def _derived(password: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        password,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _seconds_of(cost: Cost, now: Callable[[], float]) -> float:
    start = now()
    _derived(b"", bytes(SALT_BYTES), cost)
    return now() - start
