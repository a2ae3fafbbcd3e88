import type { Service } from '@transpose/core';
import { sha256Hex } from './bytes/hash.ts';

/** SHA-256 of what a container is made of: not how many there are, what they wait for, or how their image is built. */
export function serviceHash(service: Service): string {
  const {
    build: _build,
    pull_policy: _pull,
    scale: _scale,
    depends_on: _after,
    profiles: _profiles,
    ...rest
  } = service;
  const { replicas: _replicas, ...deploy } = rest.deploy ?? {};
  return sha256Hex(JSON.stringify({ ...rest, deploy }));
}
