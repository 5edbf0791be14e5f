"""The published algorithms that Ebb composes, from their specifications. For tests alone: slow, and not in constant time."""
