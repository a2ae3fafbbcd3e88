/**
 * The command that gives an image of this machine to a local cluster, by the name that its tool gives the context. None of
 * its words: the cluster runs images of this machine's engine. Undefined: it pulls from registries.
 */
export function loadCommand(context: string, image: string): readonly string[] | undefined {
  const [, tool, name = ''] = /^(kind|k3d)-(.+)$/.exec(context) ?? [];
  if (tool === 'kind') return ['kind', 'load', 'docker-image', image, '--name', name];
  if (tool === 'k3d') return ['k3d', 'image', 'import', image, '--cluster', name];
  if (context === 'minikube') return ['minikube', 'image', 'load', image];
  if (/^(?:docker-desktop|rancher-desktop|orbstack|colima(?:-.*)?)$/.test(context)) return [];
  return undefined;
}
