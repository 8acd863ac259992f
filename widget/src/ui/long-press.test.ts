import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LongPress } from './long-press.ts';

let area: EventTarget;
let told: number;
let press: LongPress;
let isTaken: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  area = new EventTarget();
  told = 0;
  isTaken = true;
  press = new LongPress(area, () => { told += 1; return isTaken; });
});

afterEach(() => {
  press.stop();
  vi.useRealTimers();
});

const made = (type: string, fields: object = {}): PointerEvent => Object.assign(new Event(type, { cancelable: true }), { pointerType: 'touch', isPrimary: true, clientX: 100, clientY: 100, ...fields }) as PointerEvent;

/** Whether the browser's own part was prevented. */
function happens(type: string, fields?: object): boolean {
  const event = made(type, fields);
  area.dispatchEvent(event);
  return event.defaultPrevented;
}

test('a finger or a pen that rests for half a second is a long press, a mouse is not', () => {
  happens('pointerdown');
  vi.advanceTimersByTime(499);
  expect(told).toBe(0);
  vi.advanceTimersByTime(1);
  expect(told).toBe(1);
  happens('pointerdown', { pointerType: 'pen' });
  vi.advanceTimersByTime(500);
  expect(told).toBe(2);
  happens('pointerdown', { pointerType: 'mouse' });
  vi.advanceTimersByTime(5_000);
  expect(told).toBe(2);
});

test('it is none any more when the finger moves, is lifted, scrolls, is joined by another, or when nobody listens', () => {
  const ends = [
    () => { happens('pointermove', { clientX: 111 }); }, () => { happens('pointerup'); }, () => { happens('pointercancel'); }, () => { happens('scroll'); },
    () => { happens('pointerdown', { isPrimary: false }); }, () => { press.stop(); },
  ];
  for (const end of ends) {
    happens('pointerdown');
    vi.advanceTimersByTime(400);
    end();
    vi.advanceTimersByTime(5_000);
    expect(told, String(end)).toBe(0);
  }
});

test('a finger trembles', () => {
  happens('pointerdown');
  happens('pointermove', { clientX: 107, clientY: 107 });
  vi.advanceTimersByTime(500);
  expect(told).toBe(1);
});

test('where the browser has a long press of its own, it is the same one, whichever comes first', () => {
  happens('pointerdown');
  vi.advanceTimersByTime(450);
  expect(happens('contextmenu')).toBe(true);
  vi.advanceTimersByTime(5_000);
  expect(told).toBe(1);
  happens('touchend');
  happens('pointerdown');
  vi.advanceTimersByTime(500);
  expect(happens('contextmenu')).toBe(true);
  expect(told).toBe(2);
  happens('touchend');
  expect(happens('contextmenu', { pointerType: 'mouse' })).toBe(false);
  expect(told).toBe(2);
});

test('the finger that is lifted after it clicks nothing, unless nothing came of it', () => {
  happens('pointerdown');
  vi.advanceTimersByTime(500);
  happens('pointerup');
  expect([happens('touchend'), happens('touchend')]).toEqual([true, false]);
  isTaken = false;
  happens('pointerdown');
  vi.advanceTimersByTime(500);
  expect(happens('touchend')).toBe(false);
});

test('a press that began before counts from when it began, and by how it ended', () => {
  const at = (timeStamp: number, fields: object = {}) => Object.defineProperty(made('pointer', fields), 'timeStamp', { value: timeStamp });
  press.catchUp(at(performance.now() - 300), null);
  vi.advanceTimersByTime(199);
  expect(told).toBe(0);
  vi.advanceTimersByTime(1);
  expect(told).toBe(1);
  press.catchUp(at(1_000), null, at(1_499));
  press.catchUp(at(1_000), null, at(1_600, { clientY: 140 }));
  press.catchUp(at(1_000, { pointerType: 'mouse' }), null, at(1_600));
  expect(told).toBe(1);
  press.catchUp(at(1_000), null, at(1_500));
  expect(told).toBe(2);
});
