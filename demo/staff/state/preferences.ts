import { Store } from '@foyer-chat/widget/parts';

export const schemes = ['auto', 'light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

/** How this browser likes its desk. Stays over a sign-out: it says nothing about anybody. */
export interface Preferences {
  sound: boolean;
  /** Wanted; whether the browser allows it is asked of the browser. */
  notifications: boolean;
  /** Single letters as shortcuts. */
  shortcuts: boolean;
  scheme: Scheme;
}

const key = 'foyer:desk';
const standard: Preferences = { sound: true, notifications: false, shortcuts: true, scheme: 'auto' };

function stored(): Preferences {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof found !== 'object' || found === null) return standard;
    const { sound, notifications, shortcuts, scheme } = found as Record<string, unknown>;
    return {
      sound: typeof sound === 'boolean' ? sound : standard.sound,
      notifications: typeof notifications === 'boolean' ? notifications : standard.notifications,
      shortcuts: typeof shortcuts === 'boolean' ? shortcuts : standard.shortcuts,
      scheme: schemes.find((name) => name === scheme) ?? standard.scheme,
    };
  } catch {
    return standard;
  }
}

/** Kept in this browser where it lets us, and followed by its other tabs. */
export class PreferenceBook {
  readonly current = new Store<Preferences>(stored());

  start(): () => void {
    this.#dress();
    const onStorage = (event: StorageEvent): void => { if (event.key === key) this.#show(stored()); };
    addEventListener('storage', onStorage);
    return () => { removeEventListener('storage', onStorage); };
  }

  change(change: Partial<Preferences>): void {
    this.#show({ ...this.current.value, ...change });
    try {
      localStorage.setItem(key, JSON.stringify(this.current.value));
    } catch { /* a browser that stores nothing keeps them until the page is left */ }
  }

  #show(preferences: Preferences): void {
    this.current.set(preferences);
    this.#dress();
  }

  #dress(): void { document.documentElement.dataset['scheme'] = this.current.value.scheme; }
}
