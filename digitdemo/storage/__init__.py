"""What is kept on disk: stored networks, drawings, runs. Knows files and formats; reads no digit."""
