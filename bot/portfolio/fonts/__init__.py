"""The fonts that PDFs embed, and how they are cut."""
