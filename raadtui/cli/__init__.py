"""The command line: everything the screens can do, in plain text, one module per noun."""
