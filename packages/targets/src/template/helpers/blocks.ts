import type { BlockHelper, BlockRun, HelperCall, Inner } from '../helper.ts';
import type { Ref } from '../ref.ts';
import { computed, entriesOf, isAbsent, isList, isRecord } from '../ref.ts';
import { argument, isTrue } from './truth.ts';
import { table } from '../../shared/formats/table.ts';

const condition = (sense: boolean, call: HelperCall, { render }: BlockRun): void =>
  render(isTrue(call, argument(call, 0)) === sense ? 'program' : 'inverse');

function each(call: HelperCall, { block, render }: BlockRun): void {
  const list = argument(call, 0);
  if (!isAbsent(list) && !isList(list.value) && !isRecord(list.value)) call.fail('takes a list or a map');
  const entries = entriesOf(list, call.sources);
  if (entries.length === 0) return render('inverse');
  // Positions are the same however often one goes through.
  entries.forEach(([key, self], index) => {
    const data = new Map<string, Ref>([
      ['index', computed(index)],
      ['key', key],
      ['first', computed(index === 0)],
      ['last', computed(index === entries.length - 1)],
    ]);
    const inner: Inner = { self, data, parameters: block.program?.blockParams?.length ? [self, key] : [] };
    render('program', inner);
  });
}

function withValue(call: HelperCall, { render }: BlockRun): void {
  const self = argument(call, 0);
  const there = isRecord(self.value) ? true : isTrue(call, self);
  if (there) render('program', { self, parameters: [self] });
  else render('inverse');
}

const file = (call: HelperCall, { renderFile }: BlockRun): void => {
  const executable = call.hash.get('executable');
  renderFile(call.text(argument(call, 0)), executable !== undefined && isTrue(call, executable));
};

/** Helpers that take a block, by name. */
export const blocks: Readonly<Record<string, BlockHelper>> = table({
  if: {
    usage: 'if VALUE',
    doc: 'The block, where the value is given and neither false, 0 nor empty; else what is behind `{{else}}`. `{{else if …}}` goes on asking.',
    example: ['{{#if services.web.ports}}has ports{{else}}has none{{/if}}', 'has ports'],
    arity: [1, 1],
    tests: true,
    run: (call, block) => condition(true, call, block),
  },
  unless: {
    usage: 'unless VALUE',
    doc: 'The other way round.',
    example: ['{{#unless services.web.privileged}}unprivileged{{/unless}}', 'unprivileged'],
    arity: [1, 1],
    tests: true,
    run: (call, block) => condition(false, call, block),
  },
  each: {
    usage: 'each LIST-OR-MAP',
    doc: 'The block once per item, which is `this` inside (or a name: `as |item key|`); `@index`, `@key`, `@first` and `@last` say where it is, `../` leads out.',
    example: ['{{#each services as |service name|}}{{name}}={{service.container.order}} {{/each}}', 'db=0 web=1 '],
    arity: [1, 1],
    tests: true,
    run: each,
  },
  with: {
    usage: 'with VALUE',
    doc: 'The block with the value as `this`; else what is behind `{{else}}`.',
    example: ['{{#with services.web.image}}{{repository}} {{tag}}{{/with}}', 'nginx 1.29'],
    arity: [1, 1],
    tests: true,
    run: withValue,
  },
  file: {
    usage: 'file NAME',
    doc: 'What the block writes goes into a file of that name, relative to the output directory; `executable=true` makes it one. A template with such blocks has no file of its own name.',
    example: ['{{#each services}}{{#file (concat name ".txt")}}{{image.text}}{{/file}}{{/each}}', ''],
    arity: [1, 1],
    options: ['executable'],
    run: file,
  },
  raw: {
    usage: 'raw',
    doc: 'With four braces: the text inside as it is, braces included.',
    example: ['{{{{raw}}}}{{ .Values.image }}{{{{/raw}}}}', '{{ .Values.image }}'],
    arity: [0, 0],
    run: (_call, { render }) => render('program'),
  },
});
