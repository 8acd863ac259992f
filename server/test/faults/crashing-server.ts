import type { TestContext } from 'vitest';
import { dataDirectory } from './data-directory.ts';
import { FaultRun } from './fault-run.ts';
import { ServerProcess, steadyPort } from './server-process.ts';

/** For a test of one server that ends and comes back, by `start`, with its data and on its port; all of it goes with the test. */
export async function crashingServer(context: TestContext) {
  const run = new FaultRun(context);
  const data = dataDirectory();
  context.onTestFinished(data.dispose);
  const port = await steadyPort(run.random);
  let server: ServerProcess | undefined;
  context.onTestFinished(() => server?.kill());
  return { run, data: data.path, start: async (): Promise<ServerProcess> => server = await ServerProcess.start({ data: data.path, port }) };
}
