import type { CannedReply } from '@foyer-chat/widget/headless';

const shownMost = 8;

/** The saved replies for what was typed, with or without its slash: those whose name begins with it first, then those that hold it. */
export function suggestions(replies: readonly CannedReply[], typed: string): CannedReply[] {
  const wanted = typed.replace(/^\//, '').trim().toLowerCase();
  const rank = ({ shortcut, text }: CannedReply): number => (shortcut.startsWith(wanted) ? 0 : shortcut.includes(wanted) ? 1 : text.toLowerCase().includes(wanted) ? 2 : 3);
  return replies.filter((reply) => rank(reply) < 3).sort((one, other) => rank(one) - rank(other)).slice(0, shownMost);
}
