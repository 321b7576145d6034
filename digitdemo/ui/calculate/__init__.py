"""What only the page Calculate shows."""
