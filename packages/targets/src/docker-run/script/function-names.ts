/** Parts of function names for services: what a shell allows in a name, each given out once. */
export interface FunctionNames {
  of(service: string): string;
}

export function functionNames(services: readonly string[]): FunctionNames {
  const taken = new Map<string, string>();
  const names = new Map<string, string>();
  for (const service of services) {
    const wanted = service.replace(/[^A-Za-z0-9_]/g, '_');
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    taken.set(name, service);
    names.set(service, name);
  }
  return { of: (service) => names.get(service) ?? service };
}
