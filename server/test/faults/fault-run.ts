import type { TestContext } from 'vitest';
import { Random } from './random.ts';
import { chosenSeed } from './test-scale.ts';

const keptSteps = 60;

/** What one fault test did: its seed and its last steps, printed when it fails. */
export class FaultRun {
  readonly random: Random;
  readonly seed: number;
  readonly #startedAt = performance.now();
  readonly #steps: string[] = [];

  constructor({ task, onTestFailed }: Pick<TestContext, 'task' | 'onTestFailed'>) {
    this.seed = chosenSeed();
    this.random = new Random(this.seed);
    onTestFailed(() => {
      process.stderr.write(`\n${task.name}\nFOYER_SEED=${this.seed}, last steps:\n  ${this.#steps.join('\n  ')}\n`);
    });
  }

  step(what: string): void {
    this.#steps.push(`${(performance.now() - this.#startedAt).toFixed(0).padStart(7)} ms  ${what}`);
    if (this.#steps.length > keptSteps) this.#steps.shift();
  }

  /** A measured figure that the run prints even when it passes. */
  report(figures: string): void {
    process.stdout.write(`    ${figures}\n`);
  }
}
