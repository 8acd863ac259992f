import type { SVGTemplateResult } from 'lit';
import type { Arrangement, Summary } from '../../client/api.ts';
import { isArchived, isMuted } from '../../client/arrangement.ts';
import type { TextKey } from '../../locales/en.ts';
import * as limits from '../../protocol/limits.ts';
import { listIcons } from './list-icons.ts';

/** What can be done with a conversation of one's list. Without a `change`, all of it is read. */
export interface RowAction {
  id: 'read' | 'pin' | 'mute' | 'archive';
  label: TextKey;
  /** Where there is little room. */
  short: TextKey;
  icon: SVGTemplateResult;
  change?: Arrangement;
}

export function rowActions(summary: Summary, now: number): RowAction[] {
  const actions: RowAction[] = [
    summary.pinned ? { id: 'pin', label: 'unpin', short: 'unpin', icon: listIcons.unpin, change: { pinned: false } }
      : { id: 'pin', label: 'pin', short: 'pin', icon: listIcons.pin, change: { pinned: true } },
    muteAction(summary, now),
    isArchived(summary, now) ? { id: 'archive', label: 'unarchive', short: 'moveBack', icon: listIcons.unarchive, change: { archivedSeq: 0 } }
      : { id: 'archive', label: 'archive', short: 'archive', icon: listIcons.archive, change: { archivedSeq: summary.lastSeq } },
  ];
  return summary.unread > 0 ? [{ id: 'read', label: 'markRead', short: 'readShort', icon: listIcons.read }, ...actions] : actions;
}

/** For good, or no longer. */
export const muteAction = (summary: Summary, now: number): RowAction => (isMuted(summary, now)
  ? { id: 'mute', label: 'unmute', short: 'unmute', icon: listIcons.bell, change: { mutedUntil: 0 } }
  : { id: 'mute', label: 'mute', short: 'mute', icon: listIcons.bellOff, change: { mutedUntil: limits.mutedForGood } });

/** Tells what was chosen, from the element that offered it. */
export function askFor(element: HTMLElement, id: string, change: Arrangement | undefined): void {
  const options = { bubbles: true, composed: true };
  element.dispatchEvent(change ? new CustomEvent('foyer-arrange', { ...options, detail: { id, change } }) : new CustomEvent('foyer-mark-read', { ...options, detail: { id } }));
}
