"""Fetching: the one part that goes out to the network, and only for addresses that the user names in a story file.

`Fetcher.get` gives the bytes of one page or feed, or raises `FetchError` with a code that says why not. Which addresses
are never asked stands in `addresses`, the bounds on an answer in `Limits`, the manners towards a host in `manners`.
"""

from rashomon.fetch.client import Fetched, Fetcher, Known, Limits

__all__ = ["Fetched", "Fetcher", "Known", "Limits"]
