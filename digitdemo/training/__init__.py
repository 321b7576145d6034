"""What trains networks: the only room that imports TensorFlow; only the worker and the command line enter it."""
