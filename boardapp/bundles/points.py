"""Which 32 bytes may stand as an Ed25519 public key."""

_PRIME = 2**255 - 19
_EIGHTH = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL = frozenset({0, 1, _PRIME - 1, _EIGHTH, _PRIME - _EIGHTH})


def usable_point(key: bytes) -> bool:
    """Whether a key is written canonically and is none of the few points of small order.

    Under a point of small order a signature can be made without any secret; libsodium, and so
    minisign, refuses those too (RFC 8032 leaves it open).
    """
    y = int.from_bytes(key, "little") & (2**255 - 1)
    return y < _PRIME and y not in _SMALL
