// The agent's pointer and pen over the taxpayer's screen.

import { Marks } from '/page/marks.js';

const everyMilliseconds = 30;

export class Board {
  #canvas;
  #marks;
  #tell;
  #isDown = false;
  #toldAt = 0;
  /** `point` or `draw`. */
  tool = 'point';

  /** `tell(mark)`: to the other browser. */
  constructor(canvas, tell) {
    this.#canvas = canvas;
    this.#marks = new Marks(canvas);
    this.#tell = tell;
    canvas.addEventListener('pointermove', (event) => this.#moved(event));
    canvas.addEventListener('pointerdown', (event) => this.#pressed(event));
    for (const name of ['pointerup', 'pointercancel']) canvas.addEventListener(name, () => (this.#isDown = false));
    this.use('point');
  }

  /** Takes up a tool. */
  use(tool) {
    this.tool = tool;
    this.#canvas.className = 'board ' + (tool === 'draw' ? 'is-drawing' : 'is-pointing');
  }

  /** Wipes both sides. */
  clear() {
    this.#send({ mark: 'clear' });
  }

  #pressed(event) {
    this.#isDown = true;
    try {
      this.#canvas.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that has gone meanwhile is not held.
    }
    if (this.tool === 'draw') this.#send({ mark: 'draw', begins: true, ...this.#place(event) });
    else this.#send({ mark: 'point', ...this.#place(event) });
  }

  #moved(event) {
    const isDrawing = this.tool === 'draw' && this.#isDown;
    if (this.tool === 'draw' && !isDrawing) return;
    if (performance.now() - this.#toldAt < everyMilliseconds) return;
    this.#toldAt = performance.now();
    this.#send({ mark: isDrawing ? 'draw' : 'point', ...this.#place(event) });
  }

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    const share = (value, from, length) => Math.min(1, Math.max(0, Math.round(((value - from) / Math.max(1, length)) * 10000) / 10000));
    return { x: share(event.clientX, box.left, box.width), y: share(event.clientY, box.top, box.height) };
  }

  #send(mark) {
    this.#marks.take(mark);
    this.#tell(mark);
  }
}
