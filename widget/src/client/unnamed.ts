import type { User } from '../protocol/records.ts';

/** What the server calls a visitor who has told no name. */
const unnamed = /^Visitor [A-Z0-9]{1,4}$/;

export const isUnnamed = ({ name }: Pick<User, 'name'>): boolean => unnamed.test(name);
