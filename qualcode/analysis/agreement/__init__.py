"""How far coders agree: coefficients under the names the literature gives them.

Our own, since the libraries at hand are under the GPL or hold pandas back; each
is checked against numbers that were published with it. What a coefficient
cannot say (nobody ever used another value) is undefined, with the reason,
never 0 or 1.
"""
