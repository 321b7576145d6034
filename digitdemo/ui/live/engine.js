/* A trained network, run on 28x28 pixels. Knows no page and no pen.

   All buffers are made when a network is taken up; an update allocates nothing. Maps lie in memory as in Keras:
   row, column, channel. Shapes, paddings and folded weights come ready from browser_network.py. */

/** @import { Network, Step, StepOutput } from "./types" */
import { OPERATIONS } from "./operations.js";

const FLOAT_BYTES = 4;

/**
 * Unpack what the server sends: the length of a JSON header (4 bytes, little endian), the header, the weights.
 *
 * @param {ArrayBuffer} content
 */
export function unpackNetwork(content) {
  const headerBytes = new DataView(content).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(content, FLOAT_BYTES, headerBytes)));
  return createNetwork(header, new Float32Array(content, FLOAT_BYTES + headerBytes));
}

/**
 * Take up a network.
 *
 * @param {{input: number[], steps: Step[]}} header the input's rows, columns and channels, and the steps
 * @param {Float32Array} weights the steps name their places in it
 * @returns {Network}
 * @throws {Error} this engine has no such step
 */
export function createNetwork(header, weights) {
  const input = new Float64Array(size(header.input));
  /** @type {Map<string, StepOutput>} */
  const outputs = new Map();
  /** @type {(() => void)[]} */
  const actions = [];
  let values = input;
  for (const step of header.steps) {
    const make = OPERATIONS[step.op];
    if (!make) throw new Error(`this browser's engine has no ${step.op}`);
    const output = new Float64Array(size(step.out));
    actions.push(make(step, values, output, weights));
    outputs.set(step.layer, { values: output, shape: step.out, op: step.op });
    values = output;
  }
  const run = () => {
    for (let index = 0; index < actions.length; index++) actions[index]();
    return values;
  };
  return { input, run, outputs };
}

/** @param {number[]} shape */
function size(shape) {
  return shape.reduce((product, side) => product * side, 1);
}
