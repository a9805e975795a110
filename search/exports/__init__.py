"""Taking a result away as a file: its values and its views."""
