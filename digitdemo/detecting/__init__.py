"""Digits found anywhere on a sheet and read in one pass: boxes, the grid, suppression, the network, what it found."""
