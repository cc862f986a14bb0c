"""The tables of a thesis beside the frequency table, one file each, each a pure function.

People and sources (T1, T14), three levels (T2), nodes (T3), speaker by about
(T5), framework (T6), co-occurrence (T7), problem–cause–countermeasure (T9),
theory (T10), quotes and audit (T12, T13). `catalogue` lists them by name.
"""
