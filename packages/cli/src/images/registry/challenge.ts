/** How a registry wants to be asked. Source: RFC 9110, 11.6.1; distribution, `docs/spec/auth/token.md`. */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string };

/** The challenge of a `WWW-Authenticate` header that can be answered; a token counts more than a password. */
export function challengeOf(header: string): Challenge | undefined {
  const at = header.search(/\bbearer\s/i);
  const bearer = at < 0 ? '' : header.slice(at);
  const parameters = new Map(
    [...bearer.matchAll(/\b([a-z]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
  const realm = parameters.get('realm');
  const service = parameters.get('service');
  if (realm !== undefined) return { scheme: 'bearer', realm, ...(service !== undefined && { service }) };
  return /\bbasic\b/i.test(header) ? { scheme: 'basic' } : undefined;
}
