import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from './changes.ts';
import { fold } from './fold.ts';
import type { Permissions, Snapshot } from './records.ts';

/** What happens, without versions. `pick` chooses among the messages there are. */
type Step =
  | { kind: 'message'; from: string; text: string }
  | { kind: 'edit'; pick: number; text: string }
  | { kind: 'delete'; pick: number }
  | { kind: 'reaction'; pick: number; user: string; emoji: string; on: boolean }
  | { kind: 'receipt'; delivered: number; read: number }
  | { kind: 'member'; user: string; role: 'member' | 'admin' | 'owner' | null }
  | { kind: 'state'; title?: string; state?: 'open' | 'resolved'; permissions?: Permissions };

const users = ['user-ann-1', 'user-bob-1', 'user-cid-1'];
const user = fc.constantFrom(...users);
const pick = fc.nat(50);
const text = fc.string({ minLength: 1, maxLength: 5 });
const doers = fc.constantFrom('all' as const, 'admins' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('message' as const), from: user, text }) },
  fc.record({ kind: fc.constant('edit' as const), pick, text }),
  fc.record({ kind: fc.constant('delete' as const), pick }),
  fc.record({ kind: fc.constant('reaction' as const), pick, user, emoji: fc.constantFrom('👍', '🎉'), on: fc.boolean() }),
  fc.record({ kind: fc.constant('receipt' as const), delivered: pick, read: pick }),
  fc.record({ kind: fc.constant('member' as const), user, role: fc.constantFrom('member' as const, 'admin' as const, 'owner' as const, null) }),
  fc.record({ kind: fc.constant('state' as const), title: text }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('state' as const), state: fc.constantFrom('open' as const, 'resolved' as const) }),
  fc.record({ kind: fc.constant('state' as const), permissions: fc.record({ send: doers, add: doers, rename: doers }) }),
);

/** An independent model: mutable tables, no versions, no sharing. Reactions as a set of `emoji user`. */
class Model {
  #messages: { from: string; text: string | null; editedAt?: number; deletedAt?: number; reactions: Set<string> }[] = [];
  #roles = new Map<string, string>();
  #left = new Set<string>();
  #title = '';
  #state = 'open';
  #permissions: Permissions | undefined;
  #marks = { deliveredSeq: 0, readSeq: 0 };
  readonly changes: Change[] = [];

  /** Applies a step, and notes the change that tells of it; steps on messages that are not there or are deleted tell nothing. */
  take(what: Step): void {
    const version = this.changes.length + 1;
    const seq = 'pick' in what ? (what.pick % Math.max(this.#messages.length, 1)) + 1 : 0;
    const row = this.#messages[seq - 1];
    if ('pick' in what && (!row || row.text === null)) return;
    switch (what.kind) {
      case 'message':
        this.#messages.push({ from: what.from, text: what.text, reactions: new Set() });
        this.changes.push({ v: version, kind: 'message', message: this.#wire(this.#messages.length) });
        break;
      case 'edit':
        if (row) { row.text = what.text; row.editedAt = version; }
        this.changes.push({ v: version, kind: 'edit', seq, content: { kind: 'text', text: what.text }, editedAt: version });
        break;
      case 'delete':
        if (row) { row.text = null; row.deletedAt = version; delete row.editedAt; row.reactions.clear(); }
        this.changes.push({ v: version, kind: 'delete', seq, at: version });
        break;
      case 'reaction': {
        const mark = `${what.emoji} ${what.user}`;
        row?.reactions.delete(mark);
        if (what.on) row?.reactions.add(mark);
        this.changes.push({ v: version, kind: 'reaction', seq, user: what.user, emoji: what.emoji, on: what.on });
        break;
      }
      case 'receipt':
        this.#marks = { deliveredSeq: Math.max(this.#marks.deliveredSeq, what.delivered), readSeq: Math.max(this.#marks.readSeq, what.read) };
        this.changes.push({ v: version, kind: 'receipt', ...this.#marks });
        break;
      case 'member':
        this.#setMember(what.user, what.role, version);
        break;
      case 'state':
        this.#title = what.title ?? this.#title;
        this.#state = what.state ?? this.#state;
        this.#permissions = what.permissions ?? this.#permissions;
        this.changes.push({ ...what, v: version });
        break;
    }
  }

  /** Who leaves is still named where they have written. */
  #setMember(user: string, role: string | null, v: number): void {
    this.#left.delete(user);
    if (role) {
      this.#roles.set(user, role);
      this.changes.push({ v, kind: 'member', user, role: role as 'member', person: this.#person(user, role) });
      return;
    }
    this.#roles.delete(user);
    if (this.#messages.some(({ from }) => from === user)) this.#left.add(user);
    this.changes.push({ v, kind: 'member', user, role: null, ...(this.#left.has(user) ? { person: this.#former(user) } : {}) });
  }

  /** The snapshot as a server would build it, with all messages. */
  snapshot(): Snapshot {
    return {
      id: 'conversation-1', kind: 'group', title: this.#title, state: this.#state as 'open', version: this.changes.length, lastSeq: this.#messages.length,
      people: [...[...this.#roles].map(([id, role]) => this.#person(id, role)), ...[...this.#left].map((id) => this.#former(id))], watermarks: { ...this.#marks }, ...(this.#permissions ? { permissions: this.#permissions } : {}), messages: this.#messages.map((_, index) => this.#wire(index + 1)),
    };
  }

  #former(id: string) { return { ...this.#person(id, 'member'), hasLeft: true as const }; }

  #person(id: string, role: string) { return { id, name: id, kind: 'visitor' as const, role: role as 'member' }; }

  #wire(seq: number): Snapshot['messages'][number] {
    const { from, text, editedAt, deletedAt, reactions } = this.#messages[seq - 1] ?? { from: '', text: null, reactions: new Set<string>() };
    const table: Record<string, string[]> = {};
    for (const mark of reactions) {
      const [emoji = '', who = ''] = mark.split(' ');
      (table[emoji] ??= []).push(who);
    }
    return {
      seq, clientId: `c${seq}`, from, at: seq, content: text === null ? { kind: 'none' } : { kind: 'text', text },
      ...(editedAt === undefined ? {} : { editedAt }), ...(deletedAt === undefined ? {} : { deletedAt }), ...(reactions.size === 0 ? {} : { reactions: table }),
    };
  }
}

/** Order of people says nothing. */
const plain = (snapshot: Snapshot): Snapshot => ({ ...snapshot, people: [...snapshot.people].sort((a, b) => a.id.localeCompare(b.id)) });

/** The steps, and the snapshot after each number of changes. */
function play(steps: readonly Step[]): { snapshots: Snapshot[]; changes: Change[] } {
  const model = new Model();
  const snapshots = [model.snapshot()];
  for (const what of steps) {
    model.take(what);
    if (model.changes.length >= snapshots.length) snapshots.push(model.snapshot());
  }
  return { snapshots, changes: model.changes };
}

test('the snapshot at any version and the changes after it give the snapshot at any later version', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), fc.nat(40), (steps, a, b) => {
    const { snapshots, changes } = play(steps);
    const [from, to] = [a % snapshots.length, b % snapshots.length].sort((x, y) => x - y) as [number, number];
    const result = fold(snapshots[from] as Snapshot, changes.slice(from, to));
    expect(plain(result)).toEqual(plain(snapshots[to] as Snapshot));
  }), { numRuns: 300 });
});

test('changes that come twice or late change nothing', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), fc.array(fc.nat(30), { maxLength: 10 }), (steps, again) => {
    const { snapshots, changes } = play(steps);
    const noisy = changes.flatMap((change, index) => [change, ...again.filter((at) => at <= index).flatMap((at) => changes.slice(at, at + 1))]);
    expect(plain(fold(snapshots[0] as Snapshot, noisy))).toEqual(plain(snapshots.at(-1) as Snapshot));
    const last = snapshots.at(-1) as Snapshot;
    expect(fold(last, changes)).toBe(last);
  }), { numRuns: 200 });
});

test('it stops before the first gap', () => {
  fc.assert(fc.property(fc.array(step, { minLength: 2, maxLength: 30 }), fc.nat(30), (steps, hole) => {
    const { snapshots, changes } = play(steps);
    if (changes.length === 0) return;
    const at = hole % changes.length;
    const result = fold(snapshots[0] as Snapshot, changes.toSpliced(at, 1));
    expect(plain(result)).toEqual(plain(snapshots[at] as Snapshot));
  }), { numRuns: 200 });
});
