"""From the bytes of a file to a transcript: encodings, formats, header fields, speaker turns.

Nothing in here writes a file, prints or logs; the words of an interview stay
where they are.
"""
