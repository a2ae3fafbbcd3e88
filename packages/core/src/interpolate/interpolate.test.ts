import { describe, expect, it } from 'vitest';
import type { Variable, VariableUse } from '../load-options.ts';
import { loaderReport } from '../report/report.ts';
import { parseYaml } from '../read/parse.ts';
import { treeOf } from '../read/tree.ts';
import type { Path } from '../tree/node.ts';
import { isMap, nodeAt, pathText } from '../tree/node.ts';
import { interpolate } from './interpolate.ts';

function run(text: string, environment: Record<string, string> = {}) {
  const source = { file: 'compose.yaml', text };
  const report = loaderReport();
  const yaml = parseYaml(source, report);
  const document = yaml?.[0];
  const tree = yaml && document && treeOf(document, source, report);
  if (!isMap(tree)) throw new Error('no mapping');
  const variables = new Map<string, Variable>();
  const result = interpolate(tree, { report, variables, lookup: (name) => environment[name] });
  return {
    tree,
    result,
    variables,
    at: (...path: Path) => nodeAt(result, path),
    problems: report.diagnostics.map(({ code, path, span }) => [
      code,
      pathText(path ?? []),
      span && source.text.slice(span.start, span.end),
    ]),
  };
}

const service = (body: string): string => `services:\n  a:\n    ${body}\n`;

describe('interpolate', () => {
  it('fills in variables and remembers the template', () => {
    const { at } = run(service('image: "x:${TAG:-1}"'), { TAG: '2' });
    expect(at('services', 'a', 'image')).toMatchObject({
      value: 'x:2',
      origin: { template: { source: 'x:${TAG:-1}' } },
    });
  });

  it('leaves untouched trees shared', () => {
    const { tree, result } = run(service('image: x'));
    expect(result).toBe(tree);
  });

  it('does not read keys', () => {
    expect(run(service('labels: {$A: 1}'), { A: 'b' }).problems).toEqual([]);
  });

  it('casts strings by the key table, with or without a variable', () => {
    const { at } = run(
      service('{scale: "2", privileged: $P, cpus: "1.5", hostname: "3", ulimits: {nofile: {soft: "1", hard: $H}}}'),
      {
        P: 'TRUE',
        H: '7',
      },
    );
    expect(at('services', 'a', 'scale')).toMatchObject({ type: 'int', value: 2 });
    expect(at('services', 'a', 'privileged')).toMatchObject({ type: 'bool', value: true });
    expect(at('services', 'a', 'cpus')).toMatchObject({ type: 'float', value: 1.5 });
    expect(at('services', 'a', 'hostname')).toMatchObject({ type: 'string', value: '3' });
    expect(at('services', 'a', 'ulimits', 'nofile', 'hard')).toMatchObject({ type: 'int', value: 7 });
  });

  it('reports one error for each value, at the variable', () => {
    const { problems } = run(service('{image: "a:${A:?no a}${B:?no b}", hostname: "x${}", scale: many}'));
    expect(problems).toEqual([
      ['required-variable', 'services.a.image', '${A:?no a}'],
      ['interpolation-format', 'services.a.hostname', '${}'],
      ['failed-cast', 'services.a.scale', 'many'],
    ]);
  });

  it('warns of each unset variable at its use, and of legacy booleans', () => {
    const { problems } = run(service('{image: "a$B", tty: "yes"}'));
    expect(problems).toEqual([
      ['unset-variable', 'services.a.image', '$B'],
      ['yaml-1.1-boolean', 'services.a.tty', '"yes"'],
    ]);
  });

  it('says it once of a value that aliases use', () => {
    const { problems } = run('x-a: &a {k: $A}\nservices: {a: {labels: *a}, b: {labels: *a}}\n');
    expect(problems).toHaveLength(1);
  });

  it('gathers the variables, those in operands too', () => {
    const { variables } = run(service('image: "${A:-${B:?b}}${C+c}"'), { A: 'x' });
    expect([...variables.values()].map(({ uses, ...variable }) => ({ ...variable, uses: uses.map(usedAt) }))).toEqual([
      {
        name: 'A',
        required: false,
        defaultValue: '${B:?b}',
        alternateValue: '',
        uses: ['services.a.image ${A:-${B:?b}} ${A:-${B:?b}}'],
      },
      { name: 'B', required: true, defaultValue: '', alternateValue: '', uses: ['services.a.image ${B:?b} ${B:?b}'] },
      { name: 'C', required: false, defaultValue: '', alternateValue: 'c', uses: ['services.a.image ${C+c} ${C+c}'] },
    ]);
  });
});

const usedAt = ({ path, written, span }: VariableUse): string =>
  `${pathText(path)} ${written} ${span.source.text.slice(span.start, span.end)}`;
