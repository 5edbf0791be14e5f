"""Ebb's constructions once more, written from docs/crypto.md and docs/protocol.md. For tests alone."""
