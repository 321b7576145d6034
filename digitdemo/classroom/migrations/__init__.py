"""How the tables came to be, step by step; ``database.py`` takes the steps that a database lacks."""
