"""Floor 5: the front door. The command line, the app, configuration and translations."""

__version__ = "0.1.0"
