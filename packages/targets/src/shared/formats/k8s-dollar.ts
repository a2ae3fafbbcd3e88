/** Literal text, or `$(NAME)`: the value of an env entry of the same container. */
export type ExpansionPart = string | { readonly variable: string };

/**
 * Text for `command`, `args`, `env[].value` and exec probes, where Kubernetes reads `$(NAME)` and turns every `$$` into
 * `$`: each `$` before a `$` or `(` is doubled, all others mean themselves. Not for lifecycle hooks, ConfigMaps and Secrets.
 *
 * See expansion.Expand in k8s.io/kubernetes/third_party/forked/golang/expansion
 */
export function escapeDollar(text: string): string {
  return text.replace(/\$(?=[$(])/g, '$$$$');
}

/** The text that a value of Kubernetes means; undefined where it names another variable. */
export function plainDollar(value: string): string | undefined {
  const plain = value.replace(/\$+(?=\(|[^$]|$)/g, (dollars, at: number) => {
    const called = value.charAt(at + dollars.length) === '(';
    return '$'.repeat(called ? dollars.length / 2 : (dollars.length + 1) / 2);
  });
  return escapeDollar(plain) === value ? plain : undefined;
}

/** Literal text and references in one value. */
export function expansionText(parts: readonly ExpansionPart[]): string {
  return parts
    .map((part, index) => {
      if (typeof part !== 'string') return `$(${part.variable})`;
      const next = parts.slice(index + 1).find((later) => later !== '');
      // What follows decides whether a `$` at the end has to be doubled.
      const follower = next === undefined ? '' : typeof next === 'string' ? next.charAt(0) : '$';
      const text = escapeDollar(part + follower);
      return follower === '' ? text : text.slice(0, -1);
    })
    .join('');
}
