"""What reads digits: from a picture or pen strokes to ten probabilities. No TensorFlow, no Streamlit."""
