// What browser-bundle.mjs bundles: `transpose.toKubernetes(text)` in a page.
import { loadProject, memoryHost, printDiagnostic } from '@transpose/core';
import { convert } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';

/** The manifests of a Compose file, or what is wrong with it. */
export function toKubernetes(text) {
  const host = memoryHost({ cwd: '/page', files: { '/page/compose.yaml': text } });
  const loaded = loadProject(host);
  if (!loaded.project) return loaded.diagnostics.map((one) => printDiagnostic(one)).join('\n');
  const { files } = convert({ host, loaded, target: kubernetes, layout: 'stream' });
  return files.map(({ content }) => content).join('---\n');
}
