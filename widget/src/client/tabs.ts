import * as v from 'valibot';
import { idSchema } from '../protocol/ids.ts';
import { oneOf } from '../protocol/one-of.ts';

const hintSchema = oneOf('about', [
  v.object({ about: v.literal('outbox') }),
  v.object({ about: v.literal('session') }),
  v.object({ about: v.literal('draft'), conversation: idSchema }),
]);
/** What changed in the storage that the tabs share. A hint and nothing more: the reader looks into the storage. */
export type TabHint = v.InferOutput<typeof hintSchema>;

/** Tells the other tabs of this browser profile where to look. Silent where nothing is shared. */
export class Tabs {
  #channel: BroadcastChannel | undefined;

  constructor({ name, isShared, onHint }: { name: string; isShared: boolean; onHint: (hint: TabHint) => void }) {
    if (!isShared || !(globalThis.BroadcastChannel as typeof BroadcastChannel | undefined)) return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.addEventListener('message', (event: MessageEvent<unknown>) => {
      const hint = v.safeParse(hintSchema, event.data);
      if (hint.success) onHint(hint.output);
    });
  }

  tell(hint: TabHint): void { this.#channel?.postMessage(hint); }

  /** Writes that end after this tell nobody: a closed channel would throw at them. */
  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}
