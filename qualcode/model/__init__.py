"""What things are: frozen records of the field's nouns, on the standard library alone.

Nothing in here reads a file, opens a database or prints. A record is made once
and never changed; the floors above pass it on.
"""
