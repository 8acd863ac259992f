import { Worker } from 'node:worker_threads';
import { FoyerError } from '@foyer-chat/widget/protocol';
import type { Call } from '../operations.ts';
import { errorOf, type FromWorker, type Group, type GroupReply, type Task, type ToWorker } from './messages.ts';

/** Calls that may wait for the thread; more are refused at once. */
const maxReads = 8192;

interface Pending { resolve(value: unknown): void; reject(error: FoyerError): void }

/** The main thread's end of the database thread. Reads of one turn travel in one message. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  #reads: (ToWorker & { kind: 'reads' })['reads'] = [];
  #lastId = 0;
  #ended: FoyerError | undefined;
  #isClosing = false;

  private constructor(worker: Worker, onFatal: (error: Error) => void) {
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#end(new FoyerError('unavailable', { message: `The database thread has failed: ${String(error)}`, cause: error })));
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        const isExpected = this.#isClosing;
        this.#end(new FoyerError('unavailable', { message: 'The database thread has ended.' }));
        resolve();
        if (!isExpected && this.#ended) onFatal(this.#ended);
      });
    });
  }

  /** Resolves when the database is open. Rejects with the `FoyerError` that says why it is not. */
  static async start(directory: string, onFatal: (error: Error) => void): Promise<WorkerLink> {
    // The published build is JavaScript, the repository runs its TypeScript: the worker is written in the language of this file.
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
    const worker = new Worker(new URL(`../sqlite-worker${extension}`, import.meta.url), { workerData: { directory }, name: 'foyer-store' });
    const link = new WorkerLink(worker, onFatal);
    try {
      await link.run({ name: 'open' });
    } catch (error) {
      link.#isClosing = true;
      await worker.terminate();
      throw error;
    }
    return link;
  }

  read(call: Call, isView: boolean): Promise<unknown> {
    if (this.#pending.size >= maxReads) return Promise.reject(new FoyerError('overloaded', { retryAfterMs: 1000 }));
    return this.#await((id) => {
      if (this.#reads.push({ id, call, isView }) === 1) setImmediate(() => this.#postReads());
    });
  }

  #postReads(): void {
    const reads = this.#reads;
    this.#reads = [];
    this.#post({ kind: 'reads', reads });
  }

  async commit(group: Group): Promise<GroupReply> {
    return await this.#await((id) => this.#post({ kind: 'group', id, group })) as GroupReply;
  }

  async run(task: Task): Promise<void> { await this.#await((id) => this.#post({ kind: 'task', id, task })); }

  /** Resolves when the thread has closed the database and ended. */
  async close(): Promise<void> {
    if (this.#ended) return this.#exited;
    const closed = this.run({ name: 'close' });
    this.#isClosing = true;
    this.#ended = new FoyerError('unavailable', { message: 'The store is closed.' });
    await closed;
    await this.#exited;
  }

  #await(send: (id: number) => void): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      send(this.#lastId);
    });
  }

  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  #post(message: ToWorker): void { this.#worker.postMessage(message); }

  #receive(message: FromWorker): void {
    for (const { id, reply } of message.replies) {
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      if (reply.ok) pending?.resolve(reply.value);
      else pending?.reject(errorOf(reply.error));
    }
  }

  #end(error: FoyerError): void {
    this.#ended ??= error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
