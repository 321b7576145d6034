"""How a network learns: its cost, the derivatives of it by every weight, and steps down the slope; NumPy alone."""
