"""The project file: one SQLite database, the only room that speaks SQL.

The floors above see a `Store` with a few verbs and records of `qualcode.model`,
so that another database could stand behind the same verbs one day.
"""
