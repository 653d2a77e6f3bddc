import { existsSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Parts } from "./engine.mjs";
import type { Manners } from "./filters.mjs";

export type { Manners, Parts };
export type Rendered = { ok: true; parts: Parts } | { ok: false; error: string };
export interface Inspection {
  problems: { part: string; message: string }[];
  /** Outside variables asked for, as dotted paths. */
  variables: string[];
}

export interface PoolOptions {
  threads: number;
  /** A single item, a parse, a start: longer than this and the thread is killed. */
  itemTimeoutMs: number;
  /** A thread that has not even loaded: slow disks and busy machines. */
  startTimeoutMs: number;
  /** Kills one batch may cause before the rest of it is refused unrendered. */
  killsPerBatch: number;
  heapMb: number;
}
const defaults: PoolOptions = {
  threads: 2,
  itemTimeoutMs: 1500,
  startTimeoutMs: 20_000,
  killsPerBatch: 3,
  heapMb: 64,
};

type Reply = {
  id: number;
  refused?: string;
  inspected?: Inspection;
  results?: ({ index: number; parts: Parts } | { index: number; error: string })[];
  done?: boolean;
};
interface Job {
  id: number;
  task: { parts: Parts; manners: Manners; contexts: string } | { inspect: Record<string, string> };
  /** Items still without a result. */
  open: Set<number>;
  results: Rendered[];
  kills: number;
  /** Items a thread died over once; a second time they fail. */
  suspects: Set<number>;
  finish(inspection?: Inspection): void;
}
interface Thread {
  worker: Worker;
  /** [number of the item being worked on, a counter that moves with every item] */
  progress: Int32Array;
  job: Job | undefined;
  watch: NodeJS.Timeout | undefined;
  seen: { count: number; at: number };
}

const watchEveryMs = 100;
const tooHeavy = "This letter took too long or too much memory and was stopped. Simplify its loops.";

/** The file is loaded from disk as it is: no bundler or loader stands between it and the thread. */
function workerFile(): string {
  const file = path.join(process.cwd(), "server/domain/templates/sandbox/worker.mjs");
  if (!existsSync(file))
    throw new Error(`The letter renderer is missing: ${file}. Start Carillon from its own folder.`);
  return file;
}

/**
 * Threads that render letters. The engine has limits of its own; because such limits keep being bypassed, each thread
 * also has a heap cap and a clock that kills it. After a kill a fresh thread takes the rest of the batch; the item it died
 * over goes last and gets one more chance, so that a stall of the machine fails nobody.
 */
export class RenderPool {
  private readonly options: PoolOptions;
  private readonly threads = new Set<Thread>();
  private readonly queue: Job[] = [];
  private nextId = 1;
  private isClosed = false;

  constructor(options: Partial<PoolOptions> = {}) {
    this.options = { ...defaults, ...options };
  }

  render(parts: Parts, manners: Manners, contexts: readonly unknown[]): Promise<Rendered[]> {
    if (contexts.length === 0) return Promise.resolve([]);
    const open = new Set(contexts.keys());
    return new Promise((resolve) => {
      const results: Rendered[] = new Array(contexts.length);
      const task = { parts, manners, contexts: JSON.stringify(contexts) };
      this.enqueue({
        id: this.nextId++,
        task,
        open,
        results,
        kills: 0,
        suspects: new Set(),
        finish: () => resolve(results),
      });
    });
  }

  inspect(texts: Record<string, string>): Promise<Inspection> {
    return new Promise((resolve) => {
      const refused: Inspection = { problems: [{ part: "html", message: tooHeavy }], variables: [] };
      const finish = (found?: Inspection) => resolve(found ?? refused);
      this.enqueue({
        id: this.nextId++,
        task: { inspect: texts },
        open: new Set(),
        results: [],
        kills: 0,
        suspects: new Set(),
        finish,
      });
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.threads].map((thread) => thread.worker.terminate()));
  }

  private enqueue(job: Job): void {
    if (this.isClosed) throw new Error("The letter renderer is closed.");
    this.queue.push(job);
    this.dispatch();
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const idle = [...this.threads].find((thread) => !thread.job);
      const thread = idle ?? (this.threads.size < this.options.threads ? this.start() : undefined);
      if (!thread) return;
      const job = this.queue.shift();
      if (job) this.give(thread, job);
    }
  }

  private start(): Thread {
    const progress = new Int32Array(new SharedArrayBuffer(8));
    const worker = new Worker(workerFile(), {
      workerData: { progress: progress.buffer },
      // No loaders, no environment: the thread needs neither, and a template must find neither.
      execArgv: [],
      env: {},
      resourceLimits: {
        maxOldGenerationSizeMb: this.options.heapMb,
        maxYoungGenerationSizeMb: 48,
        stackSizeMb: 4,
      },
    });
    const thread: Thread = { worker, progress, job: undefined, watch: undefined, seen: { count: 0, at: 0 } };
    this.threads.add(thread);
    worker.on("message", (reply: Reply) => this.receive(thread, reply));
    worker.on("error", (error: NodeJS.ErrnoException) =>
      this.bury(thread, error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooHeavy : error.message),
    );
    worker.on("exit", () => this.bury(thread, tooHeavy));
    worker.unref();
    return thread;
  }

  private give(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    Atomics.store(thread.progress, 0, -1);
    thread.seen = { count: Atomics.load(thread.progress, 1), at: performance.now() };
    thread.watch = setInterval(() => this.judge(thread), watchEveryMs);
    const indexes = [...job.open];
    thread.worker.postMessage({ id: job.id, ...job.task, ...("inspect" in job.task ? {} : { indexes }) });
  }

  private receive(thread: Thread, reply: Reply): void {
    const { job } = thread;
    if (!job || reply.id !== job.id) return;
    for (const result of reply.results ?? []) {
      job.open.delete(result.index);
      job.results[result.index] =
        "parts" in result ? { ok: true, parts: result.parts } : { ok: false, error: result.error };
    }
    if (reply.refused !== undefined) refuse(job, reply.refused);
    if (!reply.done && reply.refused === undefined && !reply.inspected) return;
    this.release(thread);
    job.finish(reply.inspected);
    this.dispatch();
  }

  /** Kills a thread that has not moved on. */
  private judge(thread: Thread): void {
    const count = Atomics.load(thread.progress, 1);
    const allowance = count === 0 ? this.options.startTimeoutMs : this.options.itemTimeoutMs;
    if (count !== thread.seen.count) thread.seen = { count, at: performance.now() };
    else if (performance.now() - thread.seen.at > allowance) {
      void thread.worker.terminate();
      this.bury(thread, tooHeavy);
    }
  }

  private release(thread: Thread): void {
    clearInterval(thread.watch);
    thread.watch = undefined;
    thread.job = undefined;
    // An idle thread does not keep the process alive.
    thread.worker.unref();
  }

  /** A thread is gone: what it had left to do goes to the head of the queue, unless there is no hope in it. */
  private bury(thread: Thread, reason: string): void {
    if (!this.threads.delete(thread)) return;
    const { job } = thread;
    this.release(thread);
    if (job) {
      job.kills += 1;
      const culprit = Atomics.load(thread.progress, 0);
      blame(job, culprit, reason);
      // Nobody to blame means that the template itself cannot be parsed, or that threads cannot start.
      if (culprit < 0 || job.kills >= this.options.killsPerBatch || this.isClosed) refuse(job, reason);
      if (job.open.size > 0) this.queue.unshift(job);
      else job.finish();
    }
    if (!this.isClosed) this.dispatch();
  }
}

function blame(job: Job, culprit: number, reason: string): void {
  if (!job.open.delete(culprit)) return;
  if (job.suspects.has(culprit)) job.results[culprit] = { ok: false, error: reason };
  else job.open.add(culprit);
  job.suspects.add(culprit);
}

function refuse(job: Job, error: string): void {
  for (const index of job.open) job.results[index] = { ok: false, error };
  job.open.clear();
}

/** Next bundles this module more than once; the threads are one set per process all the same. */
const shared = globalThis as unknown as { __carillonRenderPool?: RenderPool };
export function renderPool(): RenderPool {
  shared.__carillonRenderPool ??= new RenderPool();
  return shared.__carillonRenderPool;
}
