"""The network as a thing: its input and classes, blocks and notation, layers with their shapes, presets; no Keras."""
