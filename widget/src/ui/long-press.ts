/** As long as browsers wait that have a long press of their own. */
const longPressMs = 500;
const wobblePx = 10;

const types = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'scroll', 'contextmenu', 'touchend', 'touchcancel'];

interface Press { readonly timer: ReturnType<typeof setTimeout>; readonly down: PointerEvent; readonly target: EventTarget | null }

/**
 * Tells of a long press by touch or pen in an area. Safari on a phone sends no `contextmenu` for one; where a browser does, it is the same press and told once.
 *
 *   pointerdown ── 500 ms or contextmenu ─▶ told ── touchend ─▶ no click
 *        └─ moved 10 px, scrolled, lifted, cancelled, a second finger ─▶ nothing
 */
export class LongPress {
  readonly #area: EventTarget;
  readonly #tell: (target: EventTarget | null) => boolean;
  #press: Press | undefined;
  #isTold = false;

  /** `tell` says whether anything came of it: then the finger that is lifted clicks nothing. */
  constructor(area: EventTarget, tell: (target: EventTarget | null) => boolean) {
    this.#area = area;
    this.#tell = tell;
    // On their way down: what scrolls within does not bubble.
    for (const type of types) area.addEventListener(type, this, true);
  }

  stop(): void {
    this.release();
    for (const type of types) this.#area.removeEventListener(type, this, true);
  }

  /** Forgets the press that has begun. */
  release(): void {
    clearTimeout(this.#press?.timer);
    this.#press = undefined;
  }

  /** A press that began at `target` before there was anybody to hear it, and goes on or was long enough when it ended with `up`. */
  catchUp(down: PointerEvent, target: EventTarget | null, up?: PointerEvent): void {
    if (down.pointerType === 'mouse') return;
    if (!up) this.#begin(down, target, performance.now() - down.timeStamp);
    else if (up.timeStamp - down.timeStamp >= longPressMs && !isAway(down, up)) this.#tell(target);
  }

  handleEvent(event: Event): void {
    switch (event.type) {
      case 'pointerdown': this.#onDown(event as PointerEvent); break;
      case 'pointermove': if (this.#press && isAway(this.#press.down, event as PointerEvent)) this.release(); break;
      case 'contextmenu':
        if (this.#press) this.#done(this.#press);
        if (this.#isTold) event.preventDefault();
        break;
      case 'touchend':
        if (this.#isTold) event.preventDefault();
        this.#isTold = false;
        break;
      case 'touchcancel': this.#isTold = false; break;
      default: this.release();
    }
  }

  #onDown(event: PointerEvent): void {
    this.release();
    this.#isTold = false;
    if (event.pointerType !== 'mouse' && event.isPrimary) this.#begin(event, event.target, 0);
  }

  #begin(down: PointerEvent, target: EventTarget | null, pastMs: number): void {
    const press: Press = { down, target, timer: setTimeout(() => { this.#done(press); }, longPressMs - pastMs) };
    this.#press = press;
  }

  #done({ target }: Press): void {
    this.release();
    this.#isTold = this.#tell(target);
  }
}

const isAway = (from: PointerEvent, to: PointerEvent): boolean => Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) > wobblePx;
