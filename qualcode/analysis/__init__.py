"""From codings to tables: one `ResultTable`, whatever it counts.

Every table is spread over *all* codes and *all* participants before anything is
counted, so that zeros and silent persons stay and denominators are true.
"""
