"""The verbs: import, code, tabulate, export. Each returns a frozen result and knows no screen."""
