"""What is known of each kind of layer, once: shapes, parameters, windows, limits, notation, Keras's name for it."""
