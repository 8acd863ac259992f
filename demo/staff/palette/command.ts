/** Something the desk can do now, for the palette and the keys. */
export interface Command {
  id: string;
  label: string;
  /** What stands behind it, to be found by too: a name, a last line. */
  hint?: string;
  group: 'Conversation' | 'Go to' | 'Conversations' | 'Desk';
  run: () => void;
}

/** Those that hold every word that was typed; what begins with it comes first. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const found = commands.filter(({ label, hint = '' }) => { const text = `${label} ${hint}`.toLowerCase(); return words.every((word) => text.includes(word)); });
  const start = words[0] ?? '';
  const rank = ({ label }: Command): number => (label.toLowerCase().startsWith(start) ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other));
}
