import { parentPort, workerData } from 'node:worker_threads';
import { startThread } from '../start.ts';
import type { Done, ThreadData } from './threads.ts';

// The entry of a thread of `--each`: it reads the command line as the process does, and takes projects until all are taken.
const data = workerData as ThreadData;
const { projects, next } = data;

startThread(data, (work) => {
  for (let index = Atomics.add(next, 0, 1); index < projects.length; index = Atomics.add(next, 0, 1)) {
    const project = projects[index];
    if (project) parentPort?.postMessage({ index, outcome: work(project) } satisfies Done);
  }
});
