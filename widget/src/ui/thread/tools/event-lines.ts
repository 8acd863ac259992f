import type { ConversationEvent, EventKind } from '../../../protocol/events.ts';
import type { TextKey } from '../../../locales/en.ts';

/** An event, or several that are told as one: of the first of them, or of oneself where one is among them, and of so many `others`. */
export interface EventLine { readonly event: ConversationEvent; readonly user: string | undefined; readonly others: number }

/** Fewer stand one below the other, each with its name. */
const fewestTogether = 3;

/** Events as they are shown: who was added by one person, or joined, with nothing in between, stands together. */
export function eventLines(events: readonly ConversationEvent[], me: string): EventLine[] {
  const runs: [ConversationEvent, ...ConversationEvent[]][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run && areAlike(run[0], event)) run.push(event);
    else runs.push([event]);
  }
  return runs.flatMap((run) => {
    if (run.length < fewestTogether) return run.map((event) => ({ event, user: event.user, others: 0 }));
    return [{ event: run[0], user: run.some(({ user }) => user === me) ? me : run[0].user, others: run.length - 1 }];
  });
}

/** Between two with the same `seq` is no message. */
const areAlike = (one: ConversationEvent, other: ConversationEvent): boolean => one.kind === other.kind && one.by === other.by && one.seq === other.seq
  && (one.kind === 'joined' || (one.kind === 'added' && one.by !== undefined));

/** Who did it, who it was done to: another one, oneself, or (`is`) nobody who is known. */
type Form = 'by' | 'byYou' | 'you' | 'is' | 'youAre';

const keys: { readonly [K in EventKind]?: { readonly [F in Form]?: TextKey } } = {
  created: { by: 'eventCreated', byYou: 'eventCreatedByYou' },
  added: { by: 'eventAdded', byYou: 'eventAddedByYou', you: 'eventAddedYou', is: 'eventWasAdded', youAre: 'eventYouWereAdded' },
  joined: { is: 'eventJoined', youAre: 'eventYouJoined' },
  left: { is: 'eventLeft', youAre: 'eventYouLeft' },
  removed: { by: 'eventRemoved', byYou: 'eventRemovedByYou', you: 'eventRemovedYou', is: 'eventWasRemoved', youAre: 'eventYouWereRemoved' },
  admin: { by: 'eventAdmin', byYou: 'eventAdminByYou', you: 'eventAdminYou', is: 'eventIsAdmin', youAre: 'eventYouAreAdmin' },
  member: { by: 'eventNoAdmin', byYou: 'eventNoAdmin', you: 'eventYouAreNoAdmin', is: 'eventNoAdmin', youAre: 'eventYouAreNoAdmin' },
  owner: { by: 'eventOwner', byYou: 'eventOwnerByYou', you: 'eventOwnerYou', is: 'eventIsOwner', youAre: 'eventYouAreOwner' },
  named: { by: 'eventNamed', byYou: 'eventNamedByYou', is: 'eventIsNamed' },
};
const keysOfMany: typeof keys = {
  added: { by: 'eventAddedMany', byYou: 'eventAddedManyByYou', you: 'eventAddedYouAndMany' },
  joined: { is: 'eventJoinedMany', youAre: 'eventYouAndManyJoined' },
};

/** `undefined` where there is nothing to say, as of a group whose maker was erased, or of what a later version of the server tells. */
export function eventTextKey({ event: { kind, by }, user, others }: EventLine, me: string): TextKey | undefined {
  const form = user === me ? (by === undefined ? 'youAre' : 'you') : by === undefined ? 'is' : by === me ? 'byYou' : 'by';
  return (others > 0 ? keysOfMany : keys)[kind]?.[form];
}
