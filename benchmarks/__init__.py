"""How fast the program is: ratios against a named floor, measured in one run."""
