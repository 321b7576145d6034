"""What networks learn from: MNIST, stroke files, made handwriting, and their variations. No TensorFlow."""
