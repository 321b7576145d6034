"""What only the Draw page shows: files, labels, the way to the input."""
