"""What explains a network: kernels, feature maps, the arithmetic of a pixel. No TensorFlow, no Streamlit."""
