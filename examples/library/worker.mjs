// Converts in another thread, so that a server or an editor goes on: node worker.mjs <compose.yaml
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { loadProject, memoryHost } from '@transpose/core';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('message', ({ files, errors }) => {
    for (const { path, content } of files) console.log(`# ${path}\n${content}`);
    for (const message of errors) console.error(message);
    void worker.terminate();
  });
  worker.postMessage(readFileSync(0, 'utf8'));
} else {
  parentPort.on('message', (text) => {
    const host = memoryHost({ cwd: '/worker', files: { '/worker/compose.yaml': text } });
    const loaded = loadProject(host);
    const result = loaded.project && convert({ host, loaded, target: kubernetes });
    const problems = [...loaded.diagnostics, ...(result?.diagnostics ?? [])];
    // What is sent is plain data: a file also has functions.
    parentPort.postMessage({
      files: (result?.files ?? []).map(({ path, content }) => ({ path, content })),
      errors: problems.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    });
  });
}
