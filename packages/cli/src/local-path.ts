import { resolve } from 'node:path';
import type { Host } from '@transpose/core';
import { localForm } from '@transpose/core';

/** A path that the command line gives, absolute as the file system takes it: what is written does not go through the host. */
export const localPath = (host: Host, path: string): string => resolve(localForm(host, host.cwd), path);
