/* What boards.py sends to boards.js; see there for what each field means. Read by the type checker only. */

export type Rectangle = [top: number, left: number, height: number, width: number];
export type Span = [start: number, jump: number, size: number];

export interface Board {
  name: string;
  title: string;
  note: string;
  alt: string;
  count: number;
  rows: number;
  columns: number;
  values: string;
  exact: boolean;
  limits: number[];
  pixel: number;
  across: number | null;
  pick: string;
  chosen: number | null;
  outlines: Record<string, Rectangle[]>;
  labels: string[] | null;
  marks: Record<string, string>;
  digits: number | null;
  links: [board: string, tile: number, rows: Span, columns: Span][];
  hint: string;
  foot: string;
  large: boolean;
  bars: string[];
}

export interface Legend {
  text: string;
  limit: number;
  signed: boolean;
}

export interface BoardsData {
  boards: Board[];
  stops: string[];
  legends: Legend[];
  joined: string;
  place: string;
  fit: boolean;
}

export interface Component {
  data: BoardsData | null;
  parentElement: HTMLElement;
  setTriggerValue(name: string, value: unknown): void;
}

export type Emit = (board: Board, tile: number, row: number, column: number) => void;

/** What the parts of one rendering share. */
export interface Context {
  root: HTMLElement;
  data: BoardsData;
  emit: Emit;
  palette: number[][];
  tip: HTMLElement;
  pictures: Map<string, { board: Board; picture: HTMLElement }>;
  available: number;
  across: number;
}
