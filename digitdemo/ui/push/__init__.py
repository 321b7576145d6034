"""What only the push page shows."""
