import { beforeEach, expect, test, vi } from 'vitest';
import { PreferenceStore } from './preferences.ts';

let stored: Map<string, string>;
beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => { stored.set(key, value); },
    removeItem: (key: string) => { stored.delete(key); },
  });
});

test('nothing is written before it may be, then all that was chosen is', () => {
  const preferences = new PreferenceStore('shop');
  preferences.connect();
  preferences.set({ mutedUntil: 5 });
  expect(stored.size).toBe(0);
  preferences.keep();
  preferences.set({ scheme: 'dark' });
  const again = new PreferenceStore('shop');
  again.connect();
  expect(again.value).toMatchObject({ mutedUntil: 5, scheme: 'dark', isSoundOn: true });
});

test('what is cleared is gone, and stays unwritten until it may be written again', () => {
  const preferences = new PreferenceStore('shop');
  preferences.keep();
  preferences.set({ isReturning: true });
  preferences.clear();
  preferences.set({ volume: 1 });
  expect(stored.size).toBe(0);
  expect(preferences.value.isReturning).toBe(false);
});

test('what another script has written there does no harm', () => {
  for (const text of ['', 'null', '[]', '{"scheme":"pink","volume":40,"isSoundOn":"yes","__proto__":{"x":1}}']) {
    stored.set('foyer:shop', text);
    const preferences = new PreferenceStore('shop');
    preferences.connect();
    expect(preferences.value.scheme).toBe('auto');
    expect(preferences.value.volume).toBeLessThanOrEqual(1);
    expect(preferences.value.isSoundOn).toBe(true);
    expect(preferences.value).not.toHaveProperty('x');
  }
});
