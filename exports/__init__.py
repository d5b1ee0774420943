"""Floor 3: what leaves the program, as bytes made from records.

No Textual and no database: who calls it has already decided what may leave, and for whom.
"""
