/** Who a process runs as: names or numbers, as text. */
export interface User {
  /** Empty: that of the image. */
  readonly user: string;
  readonly group?: string;
}

/** Reads `USER[:GROUP]`. The engine ignores what follows a second colon. Source: moby/sys/user, `GetExecUser`. */
export function parseUser(text: string): User {
  const [user = '', group = ''] = text.trim().split(':');
  return { user, ...(group !== '' && { group }) };
}

/** The most that a uid or gid can be. Source: moby/sys/user, `maxID`. */
const mostId = 2147483647;

/** A uid or gid; undefined: it is a name, or not one that the engine takes. */
export function userId(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) <= mostId ? Number(text) : undefined;
}
