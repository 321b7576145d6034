/* What the modules hand to each other and what Python sends them (live/__init__.py, maps.py, canvas_buttons.py).
   Read by the type checker only; no browser loads it. */

/** x, y, x, y, ... in canvas pixels. */
export type Stroke = ArrayLike<number>;

/** What happens to the pen; x and y in shares of the canvas, 0 to 1 on it. */
export interface PenHandlers {
  down(x: number, y: number): void;
  move(x: number, y: number, isStraight: boolean): void;
  up(): void;
  /** The canvas went away in mid-stroke. */
  lost(): void;
  /** A press beside the canvas. */
  elsewhere(): void;
}

/** How strokes become the network's input: the constants of reading/preprocessing.py. */
export interface Constants {
  field_px: number;
  box_px: number;
  pen_width_in_box_px: number;
  ink_threshold: number;
  oversampling: number;
  line_excess_px: number;
  points_per_curve: number;
}

/** Where the network is, what its outputs are called, and from which probability on it says one of them. */
export interface NetworkAddress {
  url: string;
  names: string[];
  min_probability: number;
}

/** The drawing as the server has it; `mount` names the canvas that it stands on. */
export interface ServerDrawing {
  mount: string;
  width_px: number;
  height_px: number;
  pen_width_px: number;
  strokes: number[][];
}

/** The sentences of ui/reading.py, with gaps in braces. */
export interface ReadingTexts {
  invitation: string;
  not_a_digit: string;
  /** From this probability on, this sentence; the highest first. */
  how_sure: [number, string][];
  runner_up: string;
  over: string;
  under: string;
}

/** What every component that reads while the pen moves is told. */
export interface LiveData {
  /** Selector of the canvas's container. */
  canvas: string;
  /** Selector of the container with the server's reading; on the Draw page. */
  reading: string;
  network: NetworkAddress;
  drawing: ServerDrawing;
  constants: Constants;
  texts: ReadingTexts & Record<string, string>;
  /** On the Look inside page. */
  layers: MappedLayer[];
  /** [r, g, b, r, g, b, ...] from -limit to limit. */
  colours: number[];
}

/** A layer whose maps are shown; `limit` is the number with the darkest colour, its negative the other scale's. */
export interface MappedLayer {
  layer: string;
  title: string;
  limit: number;
}

/** A Streamlit component, as its function gets it after each run of the page's script. */
export interface Component<Data = LiveData> {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue(name: string, value: unknown): void;
}

/** One step of a network: what it does, the layer of Keras that it ends, its shapes; the rest by kind. */
export interface Step {
  op: string;
  layer: string;
  in: number[];
  out: number[];
  window: [number, number];
  strides: [number, number];
  padding: [number, number];
  /** Places in the weights: [first, how many]. */
  kernel: [number, number];
  bias: [number, number];
  scale: [number, number];
  shift: [number, number];
  slope?: number;
  ceiling?: number | null;
  alpha: number;
}

/** Makes what runs a step: reads `input`, fills `output`. */
export type Operation = (step: Step, input: Float64Array, output: Float64Array, weights: Float32Array) => () => void;

/** Values of a step, row by row, the channels of a place side by side. */
export interface StepOutput {
  values: Float64Array;
  shape: number[];
  op: string;
}

/** Fill `input` (0 paper to 1 ink), call `run`, get probabilities; `outputs` by the names of Keras's layers. */
export interface Network {
  input: Float64Array;
  run(): Float64Array;
  outputs: Map<string, StepOutput>;
}
