"""REFI-QDA, the exchange format of programs for qualitative analysis.

NVivo, MAXQDA, ATLAS.ti, QualCoder and others read and write it: a codebook alone
as ``.qdc``, a whole project with texts, codings and cases as ``.qdpx``. The
standard is "REFI-QDA" 1.5 of 2019; its schemas are still those of version 1.0.
"""
