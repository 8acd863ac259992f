import { parentPort, workerData } from 'node:worker_threads';
import { object, parse, string } from 'valibot';
import { SqliteEngine } from './sqlite/engine.ts';
import { faultOf } from './sqlite/faults.ts';
import { failed, type FromWorker, type Reply, type ToWorker } from './sqlite/messages.ts';

/** The thread of the embedded database: requests one after the other, all answers of a request in one message. */
const checkpointEveryMs = 30_000;

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');
const say = (message: FromWorker): void => port.postMessage(message);

try {
  serve(await SqliteEngine.open(parse(object({ directory: string() }), workerData).directory));
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'refused', error: faultOf(error).toJSON() });
}

function serve(engine: SqliteEngine): void {
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void> | void): void => { turn = turn.then(work); };
  const timer = setInterval(() => inTurn(() => engine.tidy()), checkpointEveryMs);

  port?.on('message', (message: ToWorker) => inTurn(async () => {
    say({ kind: 'replies', replies: await answer(engine, message) });
    if (message.kind === 'task' && message.task.name === 'close') {
      clearInterval(timer);
      port?.close();
    }
  }));
}

async function answer(engine: SqliteEngine, message: ToWorker): Promise<{ id: number; reply: Reply }[]> {
  if (message.kind === 'reads') {
    const replies = [];
    for (const { id, call, isView } of message.reads) replies.push({ id, reply: await engine.read(call, isView) });
    return replies;
  }
  try {
    return [{ id: message.id, reply: { ok: true, value: message.kind === 'group' ? await engine.commit(message.group) : engine.run(message.task) } }];
  } catch (error) {
    return [{ id: message.id, reply: failed(faultOf(error)) }];
  }
}
