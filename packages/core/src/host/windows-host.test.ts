import { expect, it } from 'vitest';
import { windowsPaths } from './windows-host.ts';

it.each([
  ['C:\\Users\\me\\shop', '/c/Users/me/shop'],
  ['c:/Users/me', '/c/Users/me'],
  ['C:\\', '/c'],
  ['D:', '/d'],
  ['\\\\server\\share\\a', '/unc/server/share/a'],
  ['\\\\wsl$\\Ubuntu\\home', '/unc/wsl$/Ubuntu/home'],
  ['.\\a\\b', './a/b'],
  ['..\\a', '../a'],
  ['~\\a', '~/a'],
  ['\\\\.\\pipe\\docker_engine', '\\\\.\\pipe\\docker_engine'],
  ['https://host/a\\b', 'https://host/a\\b'],
  ['/var/run/docker.sock', '/var/run/docker.sock'],
])('%s is %s', (local, path) => {
  expect(windowsPaths.toHost(local)).toBe(path);
  expect(windowsPaths.toHost(path)).toBe(path);
});

it.each([
  ['/c/Users/me', 'C:\\Users\\me'],
  ['/c', 'C:\\'],
  ['/unc/server/share/a', '\\\\server\\share\\a'],
  ['/var/run', '\\var\\run'],
])('%s is %s for the file system', (path, local) => {
  expect(windowsPaths.toLocal(path)).toBe(local);
});
