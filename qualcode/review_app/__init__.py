"""The Textual face: screens for reviewing, coding by hand and adjudicating.

Screens call the verbs of `qualcode.workflow`; they hold no SQL and no rule.
"""
