import { parentPort, workerData } from 'node:worker_threads';
import { FoyerError } from '@foyer-chat/widget/protocol';
import { object, parse, string } from 'valibot';
import { SqliteEngine } from './sqlite/engine.ts';
import { faultOf } from './sqlite/faults.ts';
import { failed, type FromWorker, type Reply, type ToWorker } from './sqlite/messages.ts';

/** The thread of the embedded database: requests one after the other, all answers of a request in one message. */
const checkpointEveryMs = 30_000;

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');

let engine: SqliteEngine | undefined;
let turn: Promise<void> = Promise.resolve();
const inTurn = (work: () => Promise<void> | void): void => { turn = turn.then(work); };
const timer = setInterval(() => inTurn(() => engine?.tidy()), checkpointEveryMs);

port.on('message', (message: ToWorker) => inTurn(async () => {
  port.postMessage({ replies: await answer(message) } satisfies FromWorker);
  if (message.kind !== 'task' || message.task.name !== 'close') return;
  clearInterval(timer);
  port.close();
}));

async function answer(message: ToWorker): Promise<FromWorker['replies']> {
  if (message.kind === 'reads') {
    const replies: FromWorker['replies'] = [];
    for (const { id, call, isView } of message.reads) replies.push({ id, reply: await opened().read(call, isView) });
    return replies;
  }
  return [{ id: message.id, reply: await result(message) }];
}

async function result(message: Exclude<ToWorker, { kind: 'reads' }>): Promise<Reply> {
  try {
    if (message.kind === 'group') return { ok: true, value: await opened().commit(message.group) };
    if (message.task.name === 'open') engine = await SqliteEngine.open(parse(object({ directory: string() }), workerData).directory);
    else opened().run(message.task);
    return { ok: true, value: undefined };
  } catch (error) {
    return failed(faultOf(error));
  }
}

function opened(): SqliteEngine {
  if (!engine) throw new FoyerError('unavailable', { message: 'The database is not open.' });
  return engine;
}
