import { describe, expect, it } from 'vitest';
import { applyEdits, editsFor } from '../../fix/edits.ts';
import { loaderReport } from '../../report/report.ts';
import { pathText } from '../../tree/node.ts';
import { positionOf } from '../../tree/source.ts';
import { missingSpaces } from './missing-space.ts';
import { parseYaml } from '../parse.ts';

const sourceOf = (text: string) => ({ file: 'compose.yaml', text });

function mended(text: string): string | undefined {
  const source = sourceOf(text);
  return applyEdits(source, editsFor(source, missingSpaces(source)));
}

describe('missingSpaces', () => {
  const sample = `services:
  db:
    image:mariadb:latest
    environment: ROOT_PASSWORD:1234
  web:
    build:./dockerfile
    image:apache:web
    ports:
      - "80:80"
    links:
      - db:db
`;

  it('is all that is said of a file whose only fault it is', () => {
    const report = loaderReport();
    parseYaml(sourceOf(sample), report);
    expect(
      report.diagnostics.map(
        ({ code, path, span }) => `${code} ${span && positionOf(span.source, span.start).line} ${pathText(path ?? [])}`,
      ),
    ).toEqual([
      'missing-space 3 services.db.image',
      'missing-space 4 services.db.environment.ROOT_PASSWORD',
      'missing-space 6 services.web.build',
      'missing-space 7 services.web.image',
    ]);
  });

  it('is mended by a space, or by a nested mapping', () => {
    expect(mended(sample)).toBe(`services:
  db:
    image: mariadb:latest
    environment:
      ROOT_PASSWORD: 1234
  web:
    build: ./dockerfile
    image: apache:web
    ports:
      - "80:80"
    links:
      - db:db
`);
  });

  it('shows no value, which may be a secret', () => {
    for (const { message } of missingSpaces(sourceOf(sample))) expect(message).not.toContain('1234');
  });

  it('keeps the line ends of the file', () => {
    expect(mended('services:\r\n  a:\r\n    labels: k:v\r\n')).toBe(
      'services:\r\n  a:\r\n    labels:\r\n      k: v\r\n',
    );
  });

  it('knows items of lists that must be mappings, because they have other keys', () => {
    expect(
      mended('services:\n  a:\n    ports:\n      - target:80\n        published: 8080\n        protocol:tcp\n'),
    ).toBe('services:\n  a:\n    ports:\n      - target: 80\n        published: 8080\n        protocol: tcp\n');
    expect(mended('services:\n  a:\n    ports:\n      - target:80\n      - name:81\n')).toBe(
      'services:\n  a:\n    ports:\n      - target:80\n      - name:81\n',
    );
  });

  it('knows entries of mappings whose names are free', () => {
    expect(mended('services:\n  a:\n    environment:\n      A:1\n      B:2\n')).toBe(
      'services:\n  a:\n    environment:\n      A: 1\n      B: 2\n',
    );
  });

  it.each([
    ['a list item', 'services:\n  a:\n    command:\n      - image:x\n'],
    ['a string', 'services:\n  a:\n    command: image:x\n'],
    ['quotes', 'services:\n  a:\n    command: "x\n      image:y"\n'],
    ['a block scalar', 'services:\n  a:\n    command: |\n      image:y\n    image: x\n'],
    ['a flow collection', 'services:\n  a: {\n    image:y\n  }\n'],
    ['a comment', 'services:\n  a:\n    # image:y\n    image: x\n'],
    ['an extension', 'x-a:\n  image:y\n'],
    ['a second line of a string', 'services:\n  a:\n    command: x\n      image:y\n'],
    ['a URL', 'services:\n  a:\n    labels: http://x\n'],
    ['an unknown key', 'services:\n  a:\n    imagee:y\n'],
  ])('is never seen in %s', (_, text) => {
    expect(missingSpaces(sourceOf(text))).toEqual([]);
  });

  it('leaves other errors of the file to be said, in their own place', () => {
    const report = loaderReport();
    parseYaml(sourceOf('services:\n  a:\n    image:x\n    command: "y\n'), report);
    expect(
      report.diagnostics.map(({ code, span }) => [code, span && positionOf(span.source, span.start).line]),
    ).toEqual([
      ['missing-space', 3],
      ['unclosed-quote', 4],
    ]);
  });
});
