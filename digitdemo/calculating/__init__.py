"""From pen strokes to a calculation: signs, their places, what it says, and what it comes to."""
