"""Floor 2: the database of a council, one store per noun.

A store reads with plain SQL and returns records of floor 1. It writes in one transaction
that asks floor 1 whether the rules allow it, and leaves a trail.
"""
