"""The widgets and the terminal output that all screens share."""
