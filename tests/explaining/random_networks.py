"""Networks of random weights, of every layer that the retrain page builds; the same ones in every run."""

import numpy as np

from digitdemo.storage.keras_file import Layer


class Chain:
    """Adds layers behind each other, with weights that fit."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.layers: list[Layer] = [Layer("drawing", "InputLayer", {}, {})]

    def add(self, kind: str, weights: dict[str, np.ndarray] | None = None, **config: object) -> "Chain":
        self.layers.append(Layer(f"{kind.lower()}_{len(self.layers)}", kind, config, weights or {}))
        return self

    def convolution(self, channels: int, filters: int, side: int, bias: bool = True, **config: object) -> "Chain":
        kernel = self.rng.normal(0, 1 / side, (side, side, channels, filters)).astype(np.float32)
        weights = {"kernel": kernel, **({"bias": self.rng.normal(0, 0.3, filters).astype(np.float32)} if bias else {})}
        sizes = {"filters": filters, "kernel_size": [side, side], "use_bias": bias}
        settings = {"strides": [1, 1], "padding": "same", "activation": "linear", **sizes} | config
        return self.add("Conv2D", weights, **settings)

    def normalisation(self, channels: int, scale: bool = True) -> "Chain":
        draw = lambda low, high: self.rng.uniform(low, high, channels).astype(np.float32)  # noqa: E731
        weights = {"moving_mean": draw(-0.5, 0.5), "moving_variance": draw(0.5, 2), "beta": draw(-0.5, 0.5)}
        scaled = {"gamma": draw(0.5, 1.5)} if scale else {}
        return self.add("BatchNormalization", weights | scaled, epsilon=1e-3, scale=scale)

    def depthwise(self, channels: int, each: int, side: int, bias: bool = True, **config: object) -> "Chain":
        kernel = self.rng.normal(0, 1 / side, (side, side, channels, each)).astype(np.float32)
        offsets = {"bias": self.rng.normal(0, 0.3, channels * each).astype(np.float32)} if bias else {}
        sizes = {"kernel_size": [side, side], "depth_multiplier": each, "use_bias": bias}
        settings = {"strides": [1, 1], "padding": "same", "activation": "linear", **sizes} | config
        return self.add("DepthwiseConv2D", {"kernel": kernel, **offsets}, **settings)

    def pooling(self, kind: str, size: int, stride: int, padding: str = "valid") -> "Chain":
        return self.add(kind, pool_size=[size, size], strides=[stride, stride], padding=padding)

    def dense(self, inputs: int, units: int, bias: bool = True, activation: str = "linear") -> "Chain":
        kernel = self.rng.normal(0, 1 / np.sqrt(inputs), (inputs, units)).astype(np.float32)
        weights = {"kernel": kernel, **({"bias": self.rng.normal(0, 0.3, units).astype(np.float32)} if bias else {})}
        return self.add("Dense", weights, activation=activation, units=units, use_bias=bias)


def random_networks() -> dict[str, list[Layer]]:
    """Five of them, by name."""
    strided = Chain(1).convolution(1, 6, 5, bias=False, strides=[2, 2]).normalisation(6).add("ReLU", negative_slope=0)
    strided.convolution(6, 7, 3, strides=[3, 2], padding="valid").add("LeakyReLU", negative_slope=0.1)
    strided.add("Dropout").add("Flatten").dense(4 * 6 * 7, 10).add("Softmax")

    pooled = Chain(2).convolution(1, 4, 4, activation="tanh").pooling("AveragePooling2D", 3, 2, "same")
    pooled.normalisation(4, scale=False).convolution(4, 6, 2, padding="valid").add("ELU", alpha=0.7)
    pooled.pooling("MaxPooling2D", 3, 2, "same").add("GlobalAveragePooling2D").dense(6, 10, activation="softmax")

    maxout = Chain(3).convolution(1, 8, 3, padding="valid")
    maxout.add("Reshape", target_shape=[676, 8, 1]).add(
        "MaxPooling2D", pool_size=[1, 2], strides=[1, 2], padding="valid"
    )
    maxout.add("Reshape", target_shape=[26, 26, 4]).add("Activation", activation="sigmoid").normalisation(4)
    maxout.pooling("MaxPooling2D", 5, 3).add("Flatten").dense(8 * 8 * 4, 10, activation="softmax")

    dense = Chain(4).add("Flatten").dense(784, 20, bias=False).normalisation(20).add("ReLU", negative_slope=0)
    dense.dense(20, 12, activation="elu").dense(12, 10).add("Softmax")

    even = Chain(5).convolution(1, 5, 8, bias=False).normalisation(5).add("ReLU", max_value=2.0, negative_slope=0)
    even.convolution(5, 6, 6, strides=[2, 2]).add("Activation", activation="leaky_relu").add("GlobalMaxPooling2D")
    even.dense(6, 10).add("Activation", activation="softmax")

    light = Chain(6).convolution(1, 3, 3).depthwise(3, 2, 5, bias=False, strides=[2, 2]).normalisation(6).add("ReLU")
    light.depthwise(6, 1, 3, padding="valid", activation="tanh").convolution(6, 8, 1).add("GlobalAveragePooling2D")
    light.dense(8, 10).add("Softmax")

    chains = {
        "strided": strided,
        "pooled": pooled,
        "maxout": maxout,
        "dense": dense,
        "even kernels": even,
        "depthwise": light,
    }
    return {name: chain.layers for name, chain in chains.items()}
