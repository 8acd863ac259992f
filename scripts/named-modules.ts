/** Modules that a plugin names by the ends of their paths. A build that does not meet one of them leaves less out than it should, and says nothing. */
export class NamedModules {
  readonly #unmet: Set<string>;

  constructor(ends: Iterable<string>) { this.#unmet = new Set(ends); }

  /** The build has come to this module. */
  meet(id: string): void {
    for (const end of this.#unmet) if (id.endsWith(end)) this.#unmet.delete(end);
  }

  /** For the end of a build: throws with the names of those it has not come to. */
  check(): void {
    if (this.#unmet.size > 0) throw new Error(`No module is at ${[...this.#unmet].join(', ')}: look anew what can be left out.`);
  }
}
