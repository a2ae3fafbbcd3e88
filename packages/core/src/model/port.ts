/** A port of a service in its long form. Source: Compose Services, `ports`. */
export interface Port {
  readonly name?: string;
  /** Port of the container. */
  readonly target: number;
  /** Port or range of the host (`8080`, `8000-8010`), `0` or absent: chosen by the engine. Not checked by Compose. */
  readonly published?: string;
  /** `tcp`, `udp`, `sctp` from the short form; anything from the long one. */
  readonly protocol: string;
  readonly host_ip?: string;
  readonly mode: string;
  readonly app_protocol?: string;
}
