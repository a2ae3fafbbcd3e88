export { dockerRunIsEmpty } from './docker-run/index.ts';
export { kubernetesIsEmpty } from './kubernetes/index.ts';
export { systemdIsEmpty } from './systemd/index.ts';
