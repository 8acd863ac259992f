/** The one place that reads how far the fault tests go: seconds by default, `FOYER_LONG=1` for the run before a release, `FOYER_LONG=0.1` for a tenth of it. */
const share = Number(process.env['FOYER_LONG'] ?? 0);

/** Picks the amount of work for this run. */
export const scale = (short: number, long: number): number => (share > 0 ? Math.max(short, Math.round(long * share)) : short);

/** A fixed `FOYER_SEED` repeats a run as far as timing allows. */
export const chosenSeed = (): number => {
  const wanted = process.env['FOYER_SEED'];
  return wanted === undefined ? Math.trunc(Math.random() * 0x7fffffff) : Number(wanted);
};
