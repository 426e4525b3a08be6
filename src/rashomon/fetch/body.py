"""The body of an answer: unpacked while it comes, and counted packed and unpacked, so that no bomb goes off."""

import zlib
from collections.abc import Iterable

from rashomon.errors import FetchError

_BLOCK = 16_384


def body_of(parts: Iterable[bytes], coding: str, most: int, where: str) -> bytes:
    """All of a body in `coding` (`gzip`, `deflate`, `identity`), at most `most` bytes of it, packed or not.

    Raises `FetchError` when there is more, when the packing is broken or of another kind.
    """
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return _bounded(parts, most, where)
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError("fetch-failed", f"{where}: answers in a packing that was not asked for ({coding[:40]})")
    stream = zlib.decompressobj(wbits=47 if "gzip" in coding else 15)  # 47: the head says whether gzip or zlib
    found: list[bytes] = []
    packed, room = 0, most
    for part in parts:
        packed += len(part)
        if packed > most:
            raise _too_large(where, most)
        for start in range(0, len(part), _BLOCK):
            block = part[start : start + _BLOCK]
            while block:
                try:
                    found.append(stream.decompress(block, room + 1))
                except zlib.error as error:
                    raise FetchError("fetch-failed", f"{where}: the packed answer is broken ({error})") from error
                room -= len(found[-1])
                if room < 0:
                    raise _too_large(where, most)
                block = stream.unconsumed_tail
    if not stream.eof:
        raise FetchError("fetch-failed", f"{where}: the packed answer ends too early")
    return b"".join(found)


def _bounded(parts: Iterable[bytes], most: int, where: str) -> bytes:
    found: list[bytes] = []
    room = most
    for part in parts:
        room -= len(part)
        if room < 0:
            raise _too_large(where, most)
        found.append(part)
    return b"".join(found)


def _too_large(where: str, most: int) -> FetchError:
    return FetchError("fetch-too-large", f"{where}: the answer is over {most:,} bytes, packed or unpacked; left out")
