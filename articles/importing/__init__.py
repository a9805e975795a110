"""How files come into the record: pages of OCR text, and records of articles already separated."""
