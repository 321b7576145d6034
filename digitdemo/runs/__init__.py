"""A training behind its own door: its state, the queue, who starts it, what it writes down and what came of it."""
