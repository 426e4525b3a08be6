"""A record whose every free string is what somebody hostile would write."""

import msgspec


def poisoned(value, poison):
    """The record with every free string replaced."""
    if isinstance(value, msgspec.Struct):
        free = {"text", "title", "author", "outlet", "why", "label", "name", "message", "description", "party",
                "content", "toward", "condition", "status", "plover", "path", "url", "permalink", "language",
                "timezone", "outlet_basis", "published_as_given", "code", "role"}  # fmt: skip
        changes = {}
        for field in value.__struct_fields__:
            old = getattr(value, field)
            keep = type(value).__name__ == "Passage" or (type(value).__name__ == "Post" and field == "label")
            if isinstance(old, str) and field in free and not keep:
                is_source = type(value).__name__ == "Source" and hasattr(value, "sha256")
                changes[field] = (old + poison) if is_source and field == "text" else poison
            elif isinstance(old, tuple | msgspec.Struct):
                changes[field] = poisoned(old, poison)
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(item, poison) for item in value)
    return value
