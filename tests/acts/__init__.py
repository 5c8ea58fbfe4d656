"""The kernel room acts: acts, flows, idempotency, audit and its seals."""
