// Runs whole stacks on the Kubernetes cluster of KUBECONFIG; with the word `environments` the charts and overlays alone, with `routes` the routes (on Traefik too, where TRAEFIK names its program), with `moving` the data of volumes. Needs a node, and ../shared/cluster (or CLUSTER_KIT) to load images with.
import { importSource, root } from './run-source.mjs';

const { runStacks } = await importSource('test-fixtures/kubernetes/e2e/run.ts');
process.exitCode = runStacks(root, process.argv.slice(2));
