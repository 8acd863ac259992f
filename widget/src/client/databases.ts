/** Whether one of these databases is on the device; where the browser does not tell, it may be. */
export async function isAnyStored(names: readonly string[]): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name = '' }) => names.includes(name));
  } catch {
    return true;
  }
}

/** Asks for these databases to be taken away, which happens once no tab has them open. What is opened after this waits for it. */
export function deleteAll(names: readonly string[]): void {
  for (const name of names) {
    try { indexedDB.deleteDatabase(name); } catch { /* a page without storage */ }
  }
}
