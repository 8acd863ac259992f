/** The one place that reads how far the fault tests go: seconds by default, `FOYER_LONG=1` for the run before a release. */
const isLong = process.env['FOYER_LONG'] === '1';

/** Picks the amount of work for this run. */
export const scale = (short: number, long: number): number => (isLong ? long : short);

/** A fixed `FOYER_SEED` repeats a run as far as timing allows. */
export const chosenSeed = (): number => {
  const wanted = process.env['FOYER_SEED'];
  return wanted === undefined ? Math.trunc(Math.random() * 0x7fffffff) : Number(wanted);
};
