"""How right a machine's codings are, and what the table would be if all had been read by a person.

`sampling` draws sentences with and without a hit, `estimation` goes from the
answers to totals with intervals, `tables` prints quality, faults and the
corrected table.
"""
