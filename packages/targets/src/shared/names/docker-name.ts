/** What the daemon asks of the names of containers and volumes: two characters at least (moby, `names.RestrictedNamePattern`). */
const restrictedName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** Networks may have a single character. */
const networkName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** Whether Docker takes `name` for an object of that kind. */
export function isDockerName(name: string, kind: 'container' | 'volume' | 'network'): boolean {
  return (kind === 'network' ? networkName : restrictedName).test(name);
}

/** A legal Docker name like `text`: illegal runs become `-`, a name that starts wrongly or is too short gets `x` in front. */
export function dockerName(text: string): string {
  const name = text.replace(/[^a-zA-Z0-9_.-]+/g, '-');
  if (restrictedName.test(name)) return name;
  return name === '' ? 'xx' : `x${name}`;
}
