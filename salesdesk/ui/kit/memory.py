"""Giving memory back that starting up left behind: modules were read in, style sheets parsed, pages decrypted."""

import gc
import sys


def give_back() -> None:
    """Collect what nobody refers to, and let glibc return what it holds free; elsewhere only the first."""
    gc.collect()
    if sys.platform != "linux":
        return
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
    if trim is not None:
        trim(0)
