"""The Look inside page's sections, a file each."""
