"""The command line: one module per noun, plain text and JSON, without the screens."""
