import { targets } from '@transpose/targets';
import { describe, expect, it } from 'vitest';
import { runCommand } from './run.ts';

describe('wrong use', () => {
  it.each([
    ['frobnicate', "transpose: unknown command 'frobnicate'\n"],
    ['conver', "transpose: unknown command 'conver' (did you mean convert?)\n"],
    ['config --fromat json', "transpose: unknown option '--fromat' (did you mean --format?)\n"],
    [
      'convert -t kubernets',
      /^transpose: there is no target "kubernets"; did you mean kubernetes\? There are kubernetes, /,
    ],
    ['convert -f', "transpose: option '-f, --file <FILE>' argument missing\n"],
    ['config --services --volumes', 'transpose: --services and --volumes exclude each other: give one\n'],
    ['config --resolve-image-digests', /^transpose: --resolve-image-digests needs a registry/],
    ['config --hash nope', 'transpose: --hash nope: there is no service "nope"\n'],
    [
      'convert -t docker-run --volume-size 1Gi',
      'transpose: --volume-size is an option of -t kubernetes, not of -t docker-run\n',
    ],
    ['convert --expose everything', /^transpose: --expose everything: choose one of /],
    ['convert -t systemd', /^transpose: -t systemd writes several files: give a directory, as -o DIR\/\n$/],
  ])('transpose %s', (words, message) => {
    const { code, out, err } = runCommand(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('help', () => {
  it('is shown without arguments, with examples', () => {
    const { code, out, err } = runCommand('');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('transpose convert -o k8s/');
    expect(runCommand('--help').out).toBe(out);
  });

  it('of a command lists the options of every target', () => {
    const { out } = runCommand('convert --help');
    for (const target of targets) {
      for (const { name } of target.options) expect(out).toMatch(new RegExp(`--(no-)?${name}\\b`));
    }
  });

  it('of every command has examples or says where to look', () => {
    for (const command of ['convert', 'check', 'config', 'fix', 'targets'])
      expect(runCommand(`${command} --help`).out).toMatch(/Examples:|convert --help/);
  });

  it('prints the version', () => {
    expect(runCommand('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
