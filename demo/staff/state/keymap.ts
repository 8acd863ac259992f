/** What the desk can be told to do by key; `shortcut-help` shows them in this order. */
export const keymap = [
  { id: 'next', keys: ['j', 'ArrowDown'], label: 'Next conversation', group: 'Go' },
  { id: 'previous', keys: ['k', 'ArrowUp'], label: 'Previous conversation', group: 'Go' },
  { id: 'inbox', keys: ['i'], label: 'Inbox', group: 'Go' },
  { id: 'people', keys: ['v'], label: 'On the site now', group: 'Go' },
  { id: 'search', keys: ['/'], label: 'Search', group: 'Go' },
  { id: 'reply', keys: ['r'], label: 'Write a reply', group: 'Conversation' },
  { id: 'note', keys: ['n'], label: 'Write a private note', group: 'Conversation' },
  { id: 'assign-me', keys: ['a'], label: 'Assign to me', group: 'Conversation' },
  { id: 'assign-nobody', keys: ['u'], label: 'Assign to nobody', group: 'Conversation' },
  { id: 'resolve', keys: ['e'], label: 'Resolve, or reopen', group: 'Conversation' },
  { id: 'snooze', keys: ['s'], label: 'Snooze', group: 'Conversation' },
  { id: 'undo', keys: ['z'], label: 'Undo what was just done', group: 'Conversation' },
  { id: 'help', keys: ['?'], label: 'This list', group: 'Desk' },
] as const;

export type ShortcutId = (typeof keymap)[number]['id'];

const names: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑' };

/** How a key is written for people. */
export const keyName = (key: string): string => names[key] ?? key.toUpperCase();

/** The key of an action, where it has one. */
export const keyOf = (id: string): string | undefined => {
  const key = keymap.find((entry) => entry.id === id)?.keys[0];
  return key === undefined ? undefined : keyName(key);
};

const isField = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
/** Where the arrows have a meaning of their own. */
const takesArrows = (target: EventTarget | undefined): boolean => target instanceof HTMLElement && /^(log|menu|menuitem|menuitemradio|option|listbox|tab)$/.test(target.role ?? target.getAttribute('role') ?? '');

/** What a key press asks for: nothing while something is written, a key is held with it, or a window lies over the desk. */
export function shortcutOf(event: KeyboardEvent): ShortcutId | undefined {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const path = event.composedPath();
  if (path.some((target) => isField(target) || (target instanceof HTMLElement && target.tagName === 'DIALOG'))) return undefined;
  if (event.key.startsWith('Arrow') && path.some(takesArrows)) return undefined;
  return keymap.find(({ keys }) => (keys as readonly string[]).includes(event.key))?.id;
}
