/** An `@` with what is written after it, before the place `caret` in a text. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | undefined {
  const typed = /(?:^|\s)@([^\s@]{0,40})$/.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? undefined : { from: caret - typed.length - 1, typed };
}

const shownMost = 8;
const small = (text: string): string => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Those one of whose names begins so, whatever the case and accents. */
export function namesFor<P extends { name: string }>(people: readonly P[], typed: string): P[] {
  const wanted = small(typed);
  return people.filter(({ name }) => small(name).split(/\s+/).some((part) => part.startsWith(wanted))).slice(0, shownMost);
}
