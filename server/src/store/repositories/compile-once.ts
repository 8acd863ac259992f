import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from '../schema.ts';

/** Stands for a value while a query is compiled. */
class StandIn {
  readonly name: string;
  constructor(name: string) { this.name = name; }
}

/**
 * A query that is compiled at its first run: of what runs all the time, building it costs several times what running it does.
 * `build` sees stand-ins for the values and cannot look into them; every value must be given, `null` where there is none.
 */
export function compileOnce<V extends object, R = never>(build: (db: Db, values: V) => Compilable<R>): (db: Db, values: V) => Promise<QueryResult<R>> {
  /** By dialect: a transaction and its database share one adapter. */
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  const compile = (db: Db) => build(db, new Proxy({}, { get: (_, name) => new StandIn(String(name)) }) as V).compile() as CompiledQuery<R>;
  return (db, values) => {
    const { adapter } = db.getExecutor();
    const known = compiled.get(adapter) ?? compile(db);
    compiled.set(adapter, known);
    const parameters = known.parameters.map((parameter) => (parameter instanceof StandIn ? values[parameter.name as keyof V] : parameter));
    return db.executeQuery({ ...known, parameters });
  };
}
