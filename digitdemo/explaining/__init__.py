"""What explains a network: kernels, feature maps, the arithmetic of a pixel. No TensorFlow, no Streamlit.

In a notebook:

>>> explained = ExplainedNetwork.load(find_model())                       # feature_maps.py
>>> maps = feature_maps(explained, network_input)                         # every step's output, by name
>>> kernels(explained, "convolution_1").shape                             # kernels.py
(5, 5, 1, 24)
>>> arithmetic_of_pixel(explained, maps, "convolution_1", (9, 16, 3))     # arithmetic.py
>>> occlusion_map(explained.network, network_input).lost(digit=7).shape   # occlusion.py
(28, 28)
>>> convolve(picture, kernel, padding="keep").output                      # convolution_lab.py
"""
