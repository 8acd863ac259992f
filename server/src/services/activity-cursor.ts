import type { ActivityCursor } from '../store/desk-store.ts';

/** A place in a list of conversations, as text for a client to hand back. */
export const writeCursor = ({ activeAt, id }: ActivityCursor): string => `${activeAt}.${id}`;

/** The text has the shape that `cursorSchema` lets through. */
export function readCursor(text: string): ActivityCursor {
  const [activeAt = 0, id = 0] = text.split('.').map(Number);
  return { activeAt, id };
}
