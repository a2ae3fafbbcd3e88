import { cleanPath } from '../values/path.ts';

/** Whether a path of `include` or `extends` leads to a registry or repository, which the reference would fetch from. */
export function isRemote(path: string): boolean {
  return /^(?:oci|https?|ssh|git|git\+ssh):\/\/|^git@|^github\.com\//.test(path);
}

/** The way from one folder to another, both absolute: `../b`, `.`. */
export function relativePath(from: string, to: string): string {
  const start = cleanPath(from).split('/').filter(Boolean);
  const end = cleanPath(to).split('/').filter(Boolean);
  let common = 0;
  while (common < start.length && start[common] === end[common]) common += 1;
  return cleanPath([...start.slice(common).map(() => '..'), ...end.slice(common)].join('/'));
}
