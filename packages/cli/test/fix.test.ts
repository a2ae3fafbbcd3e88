import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeHost } from '@transpose/core/node';
import { runCommand } from './run.ts';

const broken = 'services:\n  web:\n    image:nginx # the front\n    ports:\n      - "80:80"\n';
const mended = broken.replace('image:nginx', 'image: nginx');

let folder = '';
const at = (name: string) => join(folder, name);
const fix = (words = '') => runCommand(`fix ${words}`, { host: nodeHost(folder) });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-fix-'));
  writeFileSync(at('compose.yaml'), broken);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('transpose fix', () => {
  it('mends the file that is found, and shows the difference', () => {
    chmodSync(at('compose.yaml'), 0o640);
    const { code, out, err } = fix();
    expect(code).toBe(0);
    expect(out).toContain('-    image:nginx # the front\n+    image: nginx # the front\n');
    expect(err).toBe('compose.yaml: 1 error fixed\n  3: put a space after the colon\n');
    expect(readFileSync(at('compose.yaml'), 'utf8')).toBe(mended);
    expect(statSync(at('compose.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['compose.yaml']);
  });

  it('writes nothing with --dry-run', () => {
    const { code, out, err } = fix('--dry-run');
    expect([code, err]).toEqual([0, 'compose.yaml: 1 error can be fixed\n  3: put a space after the colon\n']);
    expect(out).toContain('+    image: nginx # the front\n');
    expect(readFileSync(at('compose.yaml'), 'utf8')).toBe(broken);
  });

  it('takes each file that is named for a project of its own', () => {
    writeFileSync(at('other.yaml'), broken);
    expect(fix('other.yaml compose.yaml').code).toBe(0);
    for (const name of ['compose.yaml', 'other.yaml']) expect(readFileSync(at(name), 'utf8')).toBe(mended);
  });

  it('has exit code 1 when errors are left', () => {
    writeFileSync(at('compose.yaml'), `${broken}    imagee: x\n`);
    const { code, err } = fix('--dry-run');
    expect(code).toBe(1);
    expect(err).toContain('imagee');
  });

  it('leaves a valid file alone', () => {
    writeFileSync(at('compose.yaml'), mended);
    expect(fix()).toEqual({ code: 0, out: '', err: 'There is nothing to fix.\n' });
  });

  it('writes through a link', () => {
    rmSync(at('compose.yaml'));
    writeFileSync(at('real.yml'), broken);
    symlinkSync('real.yml', at('compose.yaml'));
    expect(fix().code).toBe(0);
    expect(readFileSync(at('real.yml'), 'utf8')).toBe(mended);
  });

  it('says that a misspelt key has a likely mend, and leaves it', () => {
    const text = broken.replace('image:nginx', 'imagee: nginx');
    writeFileSync(at('compose.yaml'), text);
    const { code, err } = fix();
    expect(code).toBe(1);
    expect(err).toContain('1 error has a likely fix: transpose fix --interactive asks for it.\n');
    expect(readFileSync(at('compose.yaml'), 'utf8')).toBe(text);
  });

  it('asks for each likely change with --interactive', () => {
    const text = 'services:\n  web:\n    imagee: nginx\n    prots: ["80:80"]\n    enviroment: {A: b}\n';
    writeFileSync(at('compose.yaml'), text);
    const answers = ['y', '', 'y'];
    const questions: string[] = [];
    const ask = (question: string) => {
      questions.push(question);
      return answers.shift();
    };
    const { code, err } = runCommand('fix --interactive', { host: nodeHost(folder), ask });
    expect(questions).toEqual(['write `image`? [y/N/q] ', 'write `ports`? [y/N/q] ', 'write `environment`? [y/N/q] ']);
    expect(err).toContain('-    prots: ["80:80"]\n+    ports: ["80:80"]\n');
    expect(code).toBe(1);
    expect(readFileSync(at('compose.yaml'), 'utf8')).toBe(
      text.replace('imagee', 'image').replace('enviroment', 'environment'),
    );
  });

  it('asks nothing any more after q or the end of input', () => {
    const text = 'services:\n  web:\n    imagee: nginx\n    prots: ["80:80"]\n';
    writeFileSync(at('compose.yaml'), text);
    for (const answer of ['q', undefined]) {
      let asked = 0;
      const ask = () => {
        asked += 1;
        return answer;
      };
      expect(runCommand('fix --interactive', { host: nodeHost(folder), ask }).code).toBe(1);
      expect(asked).toBe(1);
      expect(readFileSync(at('compose.yaml'), 'utf8')).toBe(text);
    }
  });

  it('is wrong use to ask without a terminal', () => {
    const { code, err } = fix('--interactive');
    expect(code).toBe(2);
    expect(err).toContain('standard input is not a terminal');
    expect(readFileSync(at('compose.yaml'), 'utf8')).toBe(broken);
  });
});
