"""What only the number page shows."""
