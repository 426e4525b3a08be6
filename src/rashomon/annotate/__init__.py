"""Who is mentioned in one document, and as what."""

from rashomon.annotate.descriptions import Resolver, resolver
from rashomon.annotate.mentions import STORY_ROLES, find_mentions

__all__ = ["STORY_ROLES", "Resolver", "find_mentions", "resolver"]
