# Gradients: how wrong a network is, and which way is less wrong.

learning-no-softmax = This network does not end in probabilities (softmax), so its error cannot be followed back.
learning-no-way-back = The error cannot be followed back through this network: its last layers are of a kind that is not known here.
