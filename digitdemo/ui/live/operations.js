/* What each step of a network computes. Its buffers are made once; Python's forward.py says the same in NumPy. */

/** @import { Operation } from "./types" */

/**
 * @param {Float32Array} weights
 * @param {[number, number]} place first, how many
 */
function taken(weights, [from, length]) {
  return Float64Array.from(weights.subarray(from, from + length));
}

/**
 * Every pixel that is not 0 adds its weights to all filters; blank paper and what ReLU cut off cost nothing.
 *
 * @type {Operation}
 */
function convolution(step, input, output, weights) {
  const [height, width, channels] = step.in;
  const [outHeight, outWidth, filters] = step.out;
  const [kernelHeight, kernelWidth] = step.window;
  const [strideY, strideX] = step.strides;
  const [top, left] = step.padding;
  const kernel = taken(weights, step.kernel); // (kernelHeight, kernelWidth, channels, filters)
  const bias = taken(weights, step.bias);
  const found = new Float64Array(kernelHeight * kernelWidth * channels);
  const places = new Int32Array(found.length);

  const gather = (/** @type {number} */ y0, /** @type {number} */ x0) => {
    let count = 0;
    for (let ky = Math.max(0, -y0); ky < kernelHeight && y0 + ky < height; ky++) {
      for (let kx = Math.max(0, -x0); kx < kernelWidth && x0 + kx < width; kx++) {
        const from = ((y0 + ky) * width + x0 + kx) * channels;
        const place = (ky * kernelWidth + kx) * channels;
        for (let channel = 0; channel < channels; channel++) {
          const value = input[from + channel];
          if (value !== 0) {
            found[count] = value;
            places[count++] = (place + channel) * filters;
          }
        }
      }
    }
    return count;
  };

  return () => {
    for (let y = 0, at = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++, at += filters) {
        const count = gather(y * strideY - top, x * strideX - left);
        output.set(bias, at);
        addWeighted(output, at, filters, kernel, found, places, count);
      }
    }
  };
}

/**
 * Every channel slides kernels of its own; weights lie as (kernelHeight, kernelWidth, channels, filters of each).
 *
 * @type {Operation}
 */
function depthwise(step, input, output, weights) {
  const [height, width, channels] = step.in;
  const [outHeight, outWidth, filters] = step.out;
  const [kernelHeight, kernelWidth] = step.window;
  const [strideY, strideX] = step.strides;
  const [top, left] = step.padding;
  const kernel = taken(weights, step.kernel);
  const bias = taken(weights, step.bias);
  const each = filters / channels;
  return () => {
    for (let y = 0, at = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++, at += filters) {
        output.set(bias, at);
        const y0 = y * strideY - top, x0 = x * strideX - left;
        for (let ky = Math.max(0, -y0); ky < kernelHeight && y0 + ky < height; ky++) {
          for (let kx = Math.max(0, -x0); kx < kernelWidth && x0 + kx < width; kx++) {
            const from = ((y0 + ky) * width + x0 + kx) * channels;
            const place = (ky * kernelWidth + kx) * filters;
            for (let filter = 0; filter < filters; filter++) {
              output[at + filter] += input[from + Math.floor(filter / each)] * kernel[place + filter];
            }
          }
        }
      }
    }
  };
}

/** @type {Operation} */
function dense(step, input, output, weights) {
  const kernel = taken(weights, step.kernel); // (inputs, units)
  const bias = taken(weights, step.bias);
  const units = output.length;
  const found = new Float64Array(input.length);
  const places = new Int32Array(input.length);
  return () => {
    let count = 0;
    for (let index = 0; index < input.length; index++) {
      if (input[index] !== 0) {
        found[count] = input[index];
        places[count++] = index * units;
      }
    }
    output.set(bias);
    addWeighted(output, 0, units, kernel, found, places, count);
  };
}

/**
 * output[at..] += sum of found[i] * kernel[places[i]..]; four at a time: 1.5 memory accesses a product, not 3.
 *
 * @param {Float64Array} output
 * @param {number} at
 * @param {number} length how many outputs
 * @param {Float64Array} kernel
 * @param {Float64Array} found
 * @param {Int32Array} places
 * @param {number} count how many are found
 */
function addWeighted(output, at, length, kernel, found, places, count) {
  let index = 0;
  for (; index + 3 < count; index += 4) {
    const a = found[index], b = found[index + 1], c = found[index + 2], d = found[index + 3];
    const atA = places[index], atB = places[index + 1], atC = places[index + 2], atD = places[index + 3];
    for (let i = 0; i < length; i++) {
      output[at + i] += a * kernel[atA + i] + b * kernel[atB + i] + c * kernel[atC + i] + d * kernel[atD + i];
    }
  }
  for (; index < count; index++) {
    const a = found[index], atA = places[index];
    for (let i = 0; i < length; i++) output[at + i] += a * kernel[atA + i];
  }
}

/**
 * A normalisation that could not be folded into the layer before it: times a scale plus a shift, by channel.
 *
 * @type {Operation}
 */
function affine(step, input, output, weights) {
  const scale = taken(weights, step.scale);
  const shift = taken(weights, step.shift);
  const channels = scale.length;
  return () => {
    for (let index = 0, channel = 0; index < output.length; index++) {
      output[index] = input[index] * scale[channel] + shift[channel];
      if (++channel === channels) channel = 0;
    }
  };
}

/** @type {Operation} */
function pooling(step, input, output) {
  const [height, width, channels] = step.in;
  const [outHeight, outWidth] = step.out;
  const [poolHeight, poolWidth] = step.window;
  const [strideY, strideX] = step.strides;
  const [top, left] = step.padding;
  const isMean = step.op === "mean pooling";
  return () => {
    output.fill(isMean ? 0 : -Infinity);
    for (let y = 0; y < outHeight; y++) {
      const fromY = Math.max(0, y * strideY - top), toY = Math.min(height, y * strideY - top + poolHeight);
      for (let x = 0; x < outWidth; x++) {
        const fromX = Math.max(0, x * strideX - left), toX = Math.min(width, x * strideX - left + poolWidth);
        const at = (y * outWidth + x) * channels;
        const share = 1 / ((toY - fromY) * (toX - fromX)); // the padding does not count, as in TensorFlow
        for (let inY = fromY; inY < toY; inY++) {
          for (let from = (inY * width + fromX) * channels, inX = fromX; inX < toX; inX++, from += channels) {
            for (let channel = 0; channel < channels; channel++) {
              const value = input[from + channel];
              if (isMean) output[at + channel] += value * share;
              else if (value > output[at + channel]) output[at + channel] = value;
            }
          }
        }
      }
    }
  };
}

/** @type {Operation} */
function globalPooling(step, input, output) {
  const channels = output.length;
  const share = channels / input.length;
  const isMean = step.op === "global mean";
  return () => {
    output.fill(isMean ? 0 : -Infinity);
    for (let index = 0, channel = 0; index < input.length; index++) {
      if (isMean) output[channel] += input[index] * share;
      else if (input[index] > output[channel]) output[channel] = input[index];
      if (++channel === channels) channel = 0;
    }
  };
}

/** @type {Operation} */
function softmax(step, input, output) {
  const groups = input.length / step.out[step.out.length - 1];
  const length = input.length / groups;
  return () => {
    for (let group = 0, from = 0; group < groups; group++, from += length) {
      let largest = -Infinity, sum = 0;
      for (let index = from; index < from + length; index++) if (input[index] > largest) largest = input[index];
      for (let index = from; index < from + length; index++) sum += output[index] = Math.exp(input[index] - largest);
      for (let index = from; index < from + length; index++) output[index] /= sum;
    }
  };
}

/**
 * Rectified: negative values are let through by `slope`, high ones cut at `ceiling`; plain ReLU has 0 and none.
 *
 * @type {Operation}
 */
function rectifier(step, input, output) {
  const slope = step.slope ?? 0, ceiling = step.ceiling ?? Infinity;
  return () => {
    for (let index = 0; index < output.length; index++) {
      const value = input[index];
      output[index] = value > 0 ? (value > ceiling ? ceiling : value) : slope * value;
    }
  };
}

/**
 * @param {(value: number, alpha: number) => number} compute
 * @returns {Operation}
 */
function elementwise(compute) {
  return (step, input, output) => {
    const { alpha } = step;
    return () => {
      for (let index = 0; index < output.length; index++) output[index] = compute(input[index], alpha);
    };
  };
}

/** @type {Record<string, Operation>} */
export const OPERATIONS = {
  convolution,
  depthwise,
  dense,
  affine,
  "maximum pooling": pooling,
  "mean pooling": pooling,
  "global maximum": globalPooling,
  "global mean": globalPooling,
  softmax,
  rectifier,
  elu: elementwise((value, alpha) => (value > 0 ? value : alpha * Math.expm1(value))),
  tanh: elementwise(Math.tanh),
  sigmoid: elementwise((value) => 1 / (1 + Math.exp(-value))),
};
