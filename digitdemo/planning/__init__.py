"""What a training is to be, and whose turn it is: settings, layers and their shapes, the queue. No TensorFlow."""
