"""Floor 3: what comes in, such as mail, member lists and documents.

Bytes on one side, records on the other. No database, no Textual; nothing from outside is
ever executed, followed or trusted.
"""
