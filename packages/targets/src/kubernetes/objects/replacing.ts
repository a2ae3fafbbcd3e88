/**
 * What `kubectl apply` refuses when one file of manifests takes the place of another: a Service cannot lose or gain its
 * address. Each as the line that makes way.
 */
export function replacedServices(before: string, after: string): readonly string[] {
  const old = servicesIn(before);
  return [...servicesIn(after)].flatMap(([name, service]) => {
    const known = old.get(name);
    if (!known || known.headless === service.headless) return [];
    const change = service.headless ? 'becomes headless' : 'is no longer headless';
    const namespace = service.namespace === undefined ? '' : ` -n ${service.namespace}`;
    return [
      `The Service "${name}" ${change}, and kubectl apply cannot change its address: run kubectl${namespace} delete service ${name} first`,
    ];
  });
}

interface FoundService {
  readonly headless: boolean;
  readonly namespace: string | undefined;
}

/** Files of ours in YAML: documents with the fields of metadata at one indentation. */
function servicesIn(text: string): ReadonlyMap<string, FoundService> {
  const documents = text.split(/^---$/m).filter((document) => /^kind: Service$/m.test(document));
  return new Map(
    documents.flatMap((document) => {
      const name = /^ {2}name: (\S+)$/m.exec(document)?.[1];
      const namespace = /^ {2}namespace: (\S+)$/m.exec(document)?.[1];
      const headless = /^ {2}clusterIP: "?None"?$/m.test(document);
      return name === undefined ? [] : [[name, { headless, namespace }] as const];
    }),
  );
}
