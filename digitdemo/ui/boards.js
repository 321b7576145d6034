// Draws arrays as pixels or as numbers; see boards.py for what each field means.
/** @import { Board, BoardsData, Component, Context, Emit, Legend, Rectangle, Span } from "./boards" */

/** @type {WeakMap<HTMLElement, ResizeObserver>} */
const observers = new WeakMap()
// Below NARROW_PX a layer is a card, with so many maps side by side; a picture that has a card for itself is so large.
const NARROW_PX = 640, CARD_ACROSS = 3, CARD_PX = 280
const MANY = 12 // tiles from which on they scroll in a place of their own

/** @param {Component} component */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".boards")
  if (!(root instanceof HTMLElement) || !data) return
  /** @type {Emit} */
  const emit = (board, tile, row, column) => setTriggerValue("picked", { board: board.name, tile, row, column })
  // As many maps side by side in each layer's column as let all layers stand in one row.
  const draw = () => render(root, data, emit, data.fit ? [4, 2, 1] : [0])
  draw()
  observers.get(root)?.disconnect()
  let width = root.clientWidth
  const observer = new ResizeObserver(() => {
    if (Math.abs(root.clientWidth - width) < 8) return
    width = root.clientWidth
    draw()
  })
  observer.observe(root)
  observers.set(root, observer)
  return () => observer.disconnect()
}

/**
 * @param {HTMLElement} root
 * @param {BoardsData} data
 * @param {Emit} emit
 * @param {number[]} acrosses so many maps side by side in a column; the first that lets all columns fit
 */
function render(root, data, emit, acrosses) {
  const focused = focusedIn(root)
  const scrolled = new Map([...manyOf(root)].map(each => [each.dataset.board, [each.scrollTop, each.scrollLeft]]))
  const palette = paletteOf(data.stops)
  const tip = element("div", "tip")
  const available = root.clientWidth || 600
  const cards = data.fit && available < NARROW_PX
  /** @type {Context} */
  const context = { root, data, emit, palette, tip, pictures: new Map(), available, across: cards ? CARD_ACROSS : acrosses[0] }
  root.classList.toggle("fit", data.fit)
  /** @type {HTMLElement[]} */
  const parts = []
  data.boards.forEach((board, index) => {
    if (index && data.joined) parts.push(sign(data.joined, index))
    parts.push(boardElement(board, context))
  })
  const row = element("div", "row")
  row.append(...parts)
  root.replaceChildren(row, ...(data.legends.length ? [legendsElement(data.legends, data.stops)] : []), tip)
  const isTooWide = data.fit && !cards && row.scrollWidth > row.clientWidth + 1
  if (isTooWide && acrosses.length > 1) return render(root, data, emit, acrosses.slice(1))
  for (const many of manyOf(root)) keepInView(many, scrolled.get(many.dataset.board))
  const again = focused && root.querySelector(`[data-id="${focused}"]`)
  if (again instanceof HTMLElement) again.focus({ preventScroll: true })
}

/**
 * @param {HTMLElement} root
 * @returns {NodeListOf<HTMLElement>}
 */
function manyOf(root) {
  return root.querySelectorAll(".tiles.many")
}

/**
 * Many tiles scroll in a place of their own: it stays where it was, unless the chosen one would be out of sight.
 *
 * @param {HTMLElement} many
 * @param {number[] | undefined} was
 */
function keepInView(many, was) {
  if (was) [many.scrollTop, many.scrollLeft] = was
  const chosen = many.querySelector(".tile.chosen")
  if (!(chosen instanceof HTMLElement)) return
  const place = many.getBoundingClientRect(), box = chosen.getBoundingClientRect()
  if (box.top < place.top || box.bottom > place.bottom) many.scrollTop += box.top - place.top - place.height / 2
  if (box.left < place.left || box.right > place.right) many.scrollLeft += box.left - place.left - place.width / 2
}

/**
 * The part that has the keyboard, by its name.
 *
 * @param {HTMLElement} root
 */
function focusedIn(root) {
  const page = root.getRootNode()
  const focused = page instanceof ShadowRoot || page instanceof Document ? page.activeElement : null
  return focused instanceof HTMLElement ? focused.dataset.id : undefined
}

/**
 * @param {string} joined signs, with blanks between them
 * @param {number} index of the board behind it
 */
function sign(joined, index) {
  const signs = joined.split(" ")
  const text = signs[Math.min(index - 1, signs.length - 1)]
  return element("span", text === "›" ? "sign arrow" : "sign", text)
}

/**
 * @param {Board} board
 * @param {Context} context
 */
function boardElement(board, context) {
  const whole = board.pick === "board"
  const figure = element(whole ? "button" : "figure", `board${whole ? " clickable" : ""}`)
  if (whole && board.chosen !== null) figure.classList.add("chosen")
  // A button is called what stands on it; what it shows is said after that.
  figure.setAttribute(whole && board.title ? "aria-description" : "aria-label", board.alt)
  figure.dataset.board = board.name
  if (board.title || board.note) {
    const header = element("header")
    if (board.title) header.append(element("b", "", board.title))
    if (board.note) header.append(element("small", "", board.note))
    figure.append(header)
  }
  if (context.data.fit && board.hint) figure.append(element("p", "told", board.hint))
  figure.append(board.bars.length ? barsElement(board) : tilesElement(board, context))
  if (board.foot) figure.append(element("span", "foot", board.foot))
  if (whole) {
    figure.dataset.id = board.name
    figure.onclick = event => context.emit(board, tileUnder(event), 0, 0)
  }
  if (board.hint) {
    figure.onpointermove = event => showTip(context.tip, event, board.hint)
    figure.onpointerleave = () => (context.tip.style.visibility = "hidden")
  }
  return figure
}

/**
 * The number of the tile that was clicked on; -1 beside them, or by the keyboard.
 *
 * @param {Event} event
 */
function tileUnder({ target }) {
  const tile = target instanceof Element ? target.closest(".tile") : null
  return Number((tile instanceof HTMLElement && tile.dataset.tile) || -1)
}

/**
 * @param {Board} board
 * @param {Context} context
 */
function tilesElement(board, context) {
  const values = valuesOf(board)
  const holder = element("div", "tiles")
  const across = context.across && board.count > 1 ? context.across : board.across
  if (across) {
    holder.classList.add("ruled")
    holder.style.gridTemplateColumns = `repeat(${across}, max-content)`
  } else if (board.count > (board.pick === "tile" ? MANY : 2 * MANY)) {
    holder.classList.add("many")
    holder.dataset.board = board.name
  }
  const pixel = pixelOf(board, context)
  const size = board.rows * board.columns
  for (let tile = 0; tile < board.count; tile++) {
    holder.append(tileElement(board, tile, values.subarray(tile * size, (tile + 1) * size), pixel, context))
  }
  return holder
}

/**
 * How large a pixel of a board is on the screen.
 *
 * @param {Board} board
 * @param {Context} context
 */
function pixelOf(board, context) {
  const { available, data } = context
  if (data.fit && available < NARROW_PX && board.count === 1) return Math.floor(CARD_PX / Math.max(board.columns, board.rows))
  // On a phone two large pictures stand side by side, with the sign between them.
  const halved = available < 480 && data.boards.length > 1 && board.digits === null && !board.large && !data.fit
  const room = Math.floor((halved ? available / 2 - 34 : available - (board.large ? 56 : 16)) / board.columns)
  return Math.max(1, Math.min(board.pixel, room))
}

/**
 * @param {Board} board
 * @param {number} tile
 * @param {Float32Array} values of this tile
 * @param {number} pixel its side on the screen
 * @param {Context} context
 */
function tileElement(board, tile, values, pixel, context) {
  const holder = element(board.pick === "tile" ? "button" : "div", "tile")
  holder.dataset.tile = `${tile}`
  const picture = element("span", "picture")
  const limit = board.limits[tile]
  picture.append(board.digits === null ? canvasOf(board, values, pixel, limit, context.palette) : tableOf(board, values, limit, context.palette))
  for (const outline of board.outlines[tile] ?? []) picture.append(outlineElement(board, outline))
  if (board.marks[tile]) picture.append(element("span", "mark", board.marks[tile]))
  holder.append(picture)
  context.pictures.set(`${board.name}/${tile}`, { board, picture })
  const label = board.labels ? board.labels[tile] : ""
  if (label) holder.append(element("span", "label", label))
  if (board.pick === "tile") {
    holder.classList.add("pickable")
    holder.dataset.id = `${board.name}/${tile}`
    holder.setAttribute("aria-label", `${board.alt} ${label || tile + 1}`)
    holder.onclick = () => context.emit(board, tile, 0, 0)
  }
  if (board.chosen === tile && board.pick !== "board") holder.classList.add("chosen")
  if (board.pick === "pixel") pickPixels(holder, picture, board, tile, context)
  if (!board.hint) followPointer(picture, board, values, label, context)
  return holder
}

/**
 * @param {Board} board
 * @param {Float32Array} values
 * @param {number} pixel
 * @param {number} limit
 * @param {number[][]} palette
 */
function canvasOf(board, values, pixel, limit, palette) {
  const canvas = element("canvas")
  canvas.width = board.columns
  canvas.height = board.rows
  canvas.style.width = `${board.columns * pixel}px`
  canvas.style.height = `${board.rows * pixel}px`
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", board.alt)
  const drawing = canvas.getContext("2d")
  if (!drawing) return canvas // out of memory: the name says what it is
  const image = drawing.createImageData(board.columns, board.rows)
  for (let i = 0; i < values.length; i++) {
    const [red, green, blue] = colourOf(values[i] / limit, palette)
    image.data.set([red, green, blue, Number.isNaN(values[i]) ? 0 : 255], 4 * i)
  }
  drawing.putImageData(image, 0, 0)
  return canvas
}

/**
 * @param {Board} board
 * @param {Float32Array} values
 * @param {number} limit
 * @param {number[][]} palette
 */
function tableOf(board, values, limit, palette) {
  const table = element("table", board.columns > 20 ? "numbers tiny" : board.columns > 7 ? "numbers small" : "numbers")
  table.setAttribute("aria-label", board.alt)
  for (let row = 0; row < board.rows; row++) {
    const line = table.insertRow()
    for (let column = 0; column < board.columns; column++) {
      const value = values[row * board.columns + column]
      const cell = line.insertCell()
      const colour = colourOf(value / limit, palette)
      if (!Number.isNaN(value)) {
        cell.style.background = `rgb(${colour.join()})`
        cell.style.color = 0.3 * colour[0] + 0.6 * colour[1] + 0.1 * colour[2] < 140 ? "#fff" : "#000"
      }
      cell.append(element("span", "", written(value, board.digits ?? 0)))
    }
  }
  return table
}

/**
 * @param {HTMLElement} holder
 * @param {HTMLElement} picture
 * @param {Board} board
 * @param {number} tile
 * @param {Context} context
 */
function pickPixels(holder, picture, board, tile, context) {
  holder.classList.add("pixels")
  holder.tabIndex = 0
  holder.dataset.id = `${board.name}/${tile}`
  picture.onclick = event => context.emit(board, tile, ...pixelAt(picture, board, event))
  /** @type {Record<string, [number, number]>} */
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }
  holder.onkeydown = event => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    const [top, left] = board.outlines[tile]?.[0] ?? [0, 0]
    const row = Math.max(0, Math.min(board.rows - 1, top + step[0]))
    context.emit(board, tile, row, Math.max(0, Math.min(board.columns - 1, left + step[1])))
  }
}

/**
 * @param {HTMLElement} picture
 * @param {Board} board
 * @param {Float32Array} values
 * @param {string} label
 * @param {Context} context
 */
function followPointer(picture, board, values, label, context) {
  picture.onpointermove = event => {
    const [row, column] = pixelAt(picture, board, event)
    const value = values[row * board.columns + column]
    const place = context.data.place.replace("{row}", `${row}`).replace("{column}", `${column}`)
    const text = Number.isNaN(value) ? place : `${place}: ${written(value, 4)}`
    showTip(context.tip, event, label ? `${label}\n${text}` : text)
    showLinks(board, row, column, context)
  }
  picture.onpointerleave = () => {
    context.tip.style.visibility = "hidden"
    context.root.querySelectorAll(".outline.hover").forEach(outline => outline.remove())
  }
}

/**
 * @param {Board} board
 * @param {number} row
 * @param {number} column
 * @param {Context} context
 */
function showLinks(board, row, column, context) {
  context.root.querySelectorAll(".outline.hover").forEach(outline => outline.remove())
  for (const [name, tile, rows, columns] of board.links) {
    const target = context.pictures.get(`${name}/${tile}`)
    if (!target) continue
    const [top, height] = span(rows, row, target.board.rows)
    const [left, width] = span(columns, column, target.board.columns)
    const outline = outlineElement(target.board, [top, left, height, width])
    outline.classList.add("hover")
    target.picture.append(outline)
  }
}

/**
 * @param {Span} span
 * @param {number} index of the pixel whose window it is
 * @param {number} length of the side that it must stay on
 */
function span([start, jump, size], index, length) {
  const first = Math.max(0, start + jump * index)
  return [first, Math.max(0, Math.min(length, start + jump * index + size) - first)]
}

/**
 * @param {Board} board
 * @param {Rectangle} rectangle
 */
function outlineElement(board, [top, left, height, width]) {
  const outline = element("span", "outline")
  outline.style.top = `${(100 * top) / board.rows}%`
  outline.style.left = `${(100 * left) / board.columns}%`
  outline.style.height = `${(100 * height) / board.rows}%`
  outline.style.width = `${(100 * width) / board.columns}%`
  return outline
}

/** @param {Board} board */
function barsElement(board) {
  const values = valuesOf(board)
  const best = values.indexOf(Math.max(...values))
  const list = element("div", "bars")
  values.forEach((value, place) => {
    const track = element("span", "track")
    const fill = element("span", "fill")
    fill.style.width = `${100 * value}%`
    track.append(fill)
    const share = element("span", "share", shareText(value))
    list.append(element("span", place === best ? "best" : "", board.bars[place]), track, share)
  })
  return list
}

/** @param {number} value */
function shareText(value) {
  return value < 0.0005 ? "<0.1 %" : value > 0.995 ? ">99 %" : `${(100 * value).toFixed(value < 0.0995 ? 1 : 0)} %`
}

/**
 * @param {Legend[]} legends
 * @param {string[]} stops
 */
function legendsElement(legends, stops) {
  const holder = element("div", "legends")
  for (const legend of legends) {
    const line = element("span", "legend")
    const bar = element("i")
    const shown = legend.signed ? stops : stops.slice((stops.length - 1) / 2)
    bar.style.background = `linear-gradient(to right, ${shown.join()})`
    line.append(`${legend.text} `, element("span", "", legend.signed ? written(-legend.limit, 3) : "0"), bar, element("span", "", written(legend.limit, 3)))
    holder.append(line)
  }
  return holder
}

/** @param {Board} board */
function valuesOf(board) {
  const bytes = Uint8Array.from(atob(board.values), character => character.charCodeAt(0))
  if (board.exact) return new Float32Array(bytes.buffer)
  const shares = new Int8Array(bytes.buffer)
  const size = board.rows * board.columns
  return Float32Array.from(shares, (share, i) => (share / 127) * board.limits[Math.floor(i / size)])
}

/** @param {string[]} stops colours as #rrggbb */
function paletteOf(stops) {
  return stops.map(stop => [1, 3, 5].map(i => parseInt(stop.slice(i, i + 2), 16)))
}

/**
 * @param {number} share -1 to 1
 * @param {number[][]} palette
 */
function colourOf(share, palette) {
  const inside = Number.isFinite(share) ? Math.max(-1, Math.min(1, share)) : 0
  const place = ((inside + 1) / 2) * (palette.length - 1)
  const low = Math.min(Math.floor(place), palette.length - 2)
  return palette[low].map((channel, i) => Math.round(channel + (palette[low + 1][i] - channel) * (place - low)))
}

/**
 * @param {HTMLElement} picture
 * @param {Board} board
 * @param {PointerEvent | MouseEvent} event
 * @returns {[number, number]} row and column
 */
function pixelAt(picture, board, event) {
  const box = picture.getBoundingClientRect()
  const row = Math.floor(((event.clientY - box.top) / box.height) * board.rows)
  const column = Math.floor(((event.clientX - box.left) / box.width) * board.columns)
  return [Math.max(0, Math.min(board.rows - 1, row)), Math.max(0, Math.min(board.columns - 1, column))]
}

/**
 * @param {number} value
 * @param {number} digits after the point
 */
function written(value, digits) {
  if (Number.isNaN(value)) return ""
  if (!Number.isFinite(value)) return "·"
  const text = Number.isInteger(value) ? `${Math.abs(value)}` : Math.abs(value).toFixed(digits)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/**
 * @param {HTMLElement} tip
 * @param {PointerEvent} event
 * @param {string} text
 */
function showTip(tip, event, text) {
  tip.textContent = text
  tip.style.visibility = "visible"
  tip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - 220)}px`
  tip.style.top = `${Math.max(4, event.clientY - 44)}px`
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 */
function element(tag, className = "", text = "") {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text) made.textContent = text
  return made
}
