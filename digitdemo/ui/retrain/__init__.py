"""The Retrain page's sections, a file each."""
