# The convolution lab.

lab-part = Part of the lab
lab-part-convolution = Convolution
lab-part-pooling = Pooling
lab-part-activation = Activation
lab-part-neuron = One neuron
lab-part-batch-normalisation = Batch normalisation
lab-after = What comes after the sum
