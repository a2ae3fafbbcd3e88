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

  const optionsIn = (text: string, name: string): boolean => new RegExp(`--(no-)?${name}\\b`).test(text);

  it.each(targets.map((target) => [target.name, target] as const))(
    'of convert -t %s lists its options',
    (name, target) => {
      const { out } = runCommand(`convert -t ${name} --help`);
      for (const option of target.options)
        expect([option.name, optionsIn(out, option.name)]).toEqual([option.name, true]);
      expect(out).toContain('--help --all');
      expect(out.match(/^Options for -t /gm)).toHaveLength(1);
    },
  );

  it('with --all lists the options of every target', () => {
    const { out } = runCommand('convert --help --all');
    for (const { options } of targets) for (const { name } of options) expect(optionsIn(out, name)).toBe(true);
    expect(runCommand('convert --all')).toMatchObject({ code: 2 });
  });

  it('shows the options of templates for a directory, and those of kubernetes first', () => {
    const listed = (line: string) => runCommand(line).out.match(/^Options for -t \S+(?=:)/gm);
    expect(listed('convert -t ./x --help')).toEqual(['Options for -t ./DIR']);
    expect(listed('convert --help')).toEqual(['Options for -t kubernetes']);
    expect(listed('convert -t nonesuch --help')).toEqual(listed('convert --help --all'));
  });

  it('of every command has examples or says where to look', () => {
    for (const command of ['convert', 'check', 'config', 'fix', 'targets'])
      expect(runCommand(`${command} --help`).out).toMatch(/Examples:|convert --help/);
  });

  it('prints the version', () => {
    expect(runCommand('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
