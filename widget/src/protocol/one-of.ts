import * as v from 'valibot';

type Option<K extends string> = v.GenericSchema & { readonly entries: Readonly<Record<K, v.LiteralSchema<string, undefined>>> };

/**
 * One of several objects, told apart by the literal under `key`. Unlike `v.variant` it runs nothing but the schema that the literal names (the first where
 * none is named, which then says what is wrong): every message and every frame passes here.
 */
export function oneOf<K extends string, const S extends readonly [Option<K>, ...Option<K>[]]>(key: K, options: S) {
  const named = (input: unknown) => options.find(({ entries }) => entries[key].literal === Object(input)[key]) ?? options[0];
  return Object.assign(v.lazy(named as (input: unknown) => v.GenericSchema<v.InferInput<S[number]>, v.InferOutput<S[number]>>), { options });
}
