// What the agent points at and draws, laid over what is seen. Places are shares of the width and the height, 0 to 1.

const pointerMilliseconds = 2500;
const strokeMilliseconds = 20000;
const mostPoints = 4000;

/** A mark as it came from the other browser, or undefined when it is none. */
export function readMark(value) {
  const share = (number) => (typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined);
  if (value?.mark === 'clear') return { mark: 'clear' };
  if (value?.mark !== 'point' && value?.mark !== 'draw') return undefined;
  const [x, y] = [share(value.x), share(value.y)];
  if (x === undefined || y === undefined) return undefined;
  return value.mark === 'point' ? { mark: 'point', x, y } : { mark: 'draw', x, y, begins: value.begins === true };
}

export class Marks {
  #canvas;
  #strokes = [];
  #pointer = undefined;
  #frame = undefined;
  /** How many marks came. */
  count = 0;

  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.#ask()).observe(canvas);
  }

  /** Takes a mark that was read. */
  take(mark) {
    const now = performance.now();
    this.count += 1;
    this.#canvas.dataset.marks = String(this.count);
    if (mark.mark === 'clear') this.#strokes = [];
    else if (mark.mark === 'point') this.#pointer = { ...mark, at: now };
    else {
      this.#pointer = { ...mark, at: now };
      if (mark.begins || this.#strokes.length === 0) this.#strokes.push({ points: [], at: now });
      const stroke = this.#strokes.at(-1);
      stroke.at = now;
      stroke.points.push(mark);
      while (this.#strokes.reduce((sum, one) => sum + one.points.length, 0) > mostPoints) this.#strokes.shift();
    }
    this.#ask();
  }

  /** Forgets everything. */
  clear() {
    this.#strokes = [];
    this.#pointer = undefined;
    this.#ask();
  }

  #ask() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  }

  #draw() {
    const now = performance.now();
    const canvas = this.#canvas;
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    const pen = canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    this.#strokes = this.#strokes.filter((stroke) => now - stroke.at < strokeMilliseconds);
    pen.lineCap = pen.lineJoin = 'round';
    for (const [color, thickness] of [['rgb(255 255 255 / 85%)', 7], ['#e5252a', 4]]) {
      pen.strokeStyle = color;
      pen.lineWidth = thickness;
      for (const { points } of this.#strokes) {
        pen.beginPath();
        points.forEach((point, place) => (place === 0 ? pen.moveTo(point.x * width, point.y * height) : pen.lineTo(point.x * width, point.y * height)));
        if (points.length === 1) pen.lineTo(points[0].x * width + 0.1, points[0].y * height);
        pen.stroke();
      }
    }
    if (this.#pointer && now - this.#pointer.at < pointerMilliseconds) this.#drawPointer(pen, width, height);
    else this.#pointer = undefined;
    if (this.#pointer || this.#strokes.length > 0) setTimeout(() => this.#ask(), 400);
  }

  #drawPointer(pen, width, height) {
    const [x, y] = [this.#pointer.x * width, this.#pointer.y * height];
    for (const [color, radius, thickness] of [['rgb(255 255 255 / 90%)', 15, 6], ['#e5252a', 15, 3]]) {
      pen.strokeStyle = color;
      pen.lineWidth = thickness;
      pen.beginPath();
      pen.arc(x, y, radius, 0, Math.PI * 2);
      pen.stroke();
    }
    pen.fillStyle = '#e5252a';
    pen.beginPath();
    pen.arc(x, y, 4, 0, Math.PI * 2);
    pen.fill();
  }
}
