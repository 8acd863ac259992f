interface ScenarioOptions {
  /** A quick check that it works at all; its figures mean little. */
  isShort: boolean;
}
/** Prints its own figures. */
export type Scenario = (options: ScenarioOptions) => Promise<void>;
