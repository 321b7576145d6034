"""A lesson with a whole class: opening it, joining it, collecting drawings, training on them, forgetting them."""
