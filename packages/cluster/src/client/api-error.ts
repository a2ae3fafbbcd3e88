/** What the API server answers when it refuses: a `Status` object. Its message names no values of Secrets. */
export class ApiError extends Error {
  readonly status: number;
  /** `Conflict`, `Invalid`, `Forbidden`, … */
  readonly reason: string;
  /** What exactly is refused: fields, and for a conflict the sentence that names the manager which owns the field. */
  readonly causes: readonly { readonly field: string; readonly message: string }[];

  constructor(status: number, body: string) {
    const { message, reason, details } = statusOf(body);
    super(message ?? `the API server answers ${status}: ${body.slice(0, 300)}`);
    this.status = status;
    this.reason = reason ?? '';
    this.causes = (details?.causes ?? []).map((cause) => ({
      field: cause.field ?? '',
      message: cause.message ?? '',
    }));
  }

  /** Whether the user lacks a right. A policy or webhook that does not admit an object answers 403 as well, in other words. */
  get lacksRight(): boolean {
    // `deployments.apps "web" is forbidden: User "me" cannot patch resource "deployments" in API group "apps"`
    const colon = this.message.indexOf(': ');
    const [refused, why] = [this.message.slice(0, colon), this.message.slice(colon + 2)];
    return this.status === 403 && refused.endsWith('forbidden') && /^User ".*" cannot /.test(why);
  }
}

/** What to do about a refusal that concerns more than one object; undefined: its own words have to do. */
export function refusalHint(error: ApiError): string | undefined {
  if (error.lacksRight) return 'docs/cluster.md has the Role that this needs';
  if (error.status === 401)
    return 'the credentials of this context were not accepted: log in again, or choose another --context';
  if (error.message.includes('because it is being terminated'))
    return 'the namespace is being deleted: try again when it is gone, or kubectl describe namespace says what holds it';
  return undefined;
}

/** The cluster cannot be reached, or does not answer in time. */
export class ConnectionError extends Error {}

/** It never can be as it is configured: trying again does not help. */
export class ConfigurationError extends ConnectionError {}

interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly { readonly field?: string; readonly message?: string }[] };
}

function statusOf(body: string): Status {
  try {
    return JSON.parse(body) as Status;
  } catch {
    return {};
  }
}
