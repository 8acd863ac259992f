import type { Requests } from '../protocol/rest.ts';
import { responses } from '../protocol/rest.ts';
import type { Snapshot, Summary } from '../protocol/records.ts';
import type { ConversationTarget } from './api.ts';
import type { ReplicaParts } from './replica.ts';

interface OpenerParts {
  request: ReplicaParts['request'];
  /** Own conversations and, for staff, the desk's. */
  summaries: () => readonly Summary[];
}

/** Finds the conversation that a target means: among the known ones, which works offline, or by asking the server to begin it. */
export class ConversationOpener {
  readonly #parts: OpenerParts;

  constructor(parts: OpenerParts) { this.#parts = parts; }

  summary(id: string): Summary | undefined { return this.#parts.summaries().find((summary) => summary.id === id); }

  /** The snapshot comes along where the server was asked. Rejects with `FoyerError`. */
  async find(target: ConversationTarget): Promise<{ id: string; snapshot?: Snapshot }> {
    if ('id' in target) return { id: target.id };
    if ('group' in target) return { id: target.group };
    const known = this.#parts.summaries().find((summary) => isMeant(summary, target));
    if (known) return { id: known.id };
    const snapshot = await this.#parts.request({ method: 'POST', path: '/conversations', schema: responses.snapshot, body: bodyOf(target) });
    return { id: snapshot.id, snapshot };
  }
}

type Beginnable = Exclude<ConversationTarget, { id: string } | { group: string }>;

function isMeant({ kind, people }: Summary, target: Beginnable): boolean {
  const isIn = (user: string): boolean => people.some(({ id }) => id === user);
  if ('with' in target) return kind === 'direct' && isIn(target.with);
  return kind === 'support' && (target.visitor === undefined || isIn(target.visitor));
}

function bodyOf(target: Beginnable): Requests['conversation'] {
  if ('with' in target) return { kind: 'direct', with: target.with };
  return { kind: 'support', ...(target.visitor === undefined ? {} : { visitor: target.visitor }) };
}
