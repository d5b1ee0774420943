"""Floor 1: the council itself, its records and the rules it lives by.

Pure functions and frozen dataclasses. No SQL, no Textual, no files, no clock: whatever depends on
the day takes `today` as an argument.
"""
