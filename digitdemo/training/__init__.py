"""What trains networks: the only room that imports TensorFlow. Only the worker process and the command line enter it."""
