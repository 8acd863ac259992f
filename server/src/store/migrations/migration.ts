import type { Dialect } from '../dialect.ts';
import type { Db } from '../schema.ts';

/** One step of the schema. Never changed once released: the next step goes into a new file. */
export interface Migration {
  readonly name: string;
  up(db: Db, dialect: Dialect): Promise<void>;
}
