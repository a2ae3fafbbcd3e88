import type { Source, Span } from '@transpose/core';
import type { HelperCall, Inner } from './helper.ts';
import { blockHelpers, helpers } from './helpers/index.ts';
import { callOf, checkArguments } from './helper-call.ts';
import { limits } from './limits.ts';
import type { Sheet } from './output.ts';
import { newSheet, sheetText, writeContent, writeValue } from './output.ts';
import { resolvePath } from './paths.ts';
import { TemplateProblem } from './problem.ts';
import type { Ref } from './ref.ts';
import { computed } from './ref.ts';
import type { Run, Template } from './run.ts';
import type { Body, Scope } from './scope.ts';
import type { Block, Call, Decorator, Expression, Partial, Program, Statement } from './syntax/syntax.ts';
import { spanOf } from './syntax/syntax.ts';

/** Renders a template; what it writes outside of `{{#file}}` blocks is the result. Undefined: all rendering has to end. */
export function renderTemplate(run: Run, { program, source }: Template): Sheet | undefined {
  run.sheet = newSheet();
  run.inFile = false;
  run.depth = 0;
  const scope: Scope = { source, self: run.root, names: new Map(), data: new Map(), inlines: new Map() };
  try {
    renderProgram(run, program, scope);
    return run.sheet;
  } catch (error) {
    tell(run, error, source, program);
    return undefined;
  }
}

/** Puts a problem into the report, once per place; throws what is none, and what ends all rendering. */
function tell(run: Run, error: unknown, source: Source, program: Program): void {
  const problem =
    error instanceof RangeError
      ? new TemplateProblem('template-limit', 'the templates go too deep, or make too long a text', undefined, {
          final: true,
        })
      : error;
  if (!(problem instanceof TemplateProblem)) throw error;
  const span = problem.span ?? spanOf(source, program.loc);
  const id = `${span.source.file}:${span.start}:${problem.code}`;
  if (run.told.has(id)) return;
  run.told.add(id);
  run.report.add({
    code: problem.code,
    message: problem.message,
    span,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
  });
}

function renderProgram(run: Run, program: Program, scope: Scope): void {
  if (run.depth >= limits.depth) {
    throw new TemplateProblem(
      'template-limit',
      `blocks and partials are nested more than ${limits.depth} deep: a partial that calls itself without end?`,
      spanOf(scope.source, program.loc),
      { final: true },
    );
  }
  run.depth += 1;
  const inner = withInlines(scope, program);
  for (const statement of program.body) {
    try {
      renderStatement(run, statement, inner);
    } catch (error) {
      // Other statements may have problems of their own: people want to see them all at once.
      if (!(error instanceof TemplateProblem) || error.final || run.told.size >= limits.problems) throw error;
      tell(run, error, scope.source, program);
    }
  }
  run.depth -= 1;
}

function renderStatement(run: Run, statement: Statement, scope: Scope): void {
  run.meter.step();
  switch (statement.type) {
    case 'ContentStatement':
      return writeContent(run.sheet, statement.value, run.meter);
    case 'MustacheStatement': {
      const call = callOf(run, scope, statement, evaluateCall(run, scope, statement));
      const [ref = computed(undefined)] = call.args;
      return writeValue(run.sheet, call.text(ref), run.meter);
    }
    case 'BlockStatement':
      return renderBlock(run, statement, scope);
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return renderPartial(run, statement, scope);
    case 'Decorator':
      throw new TemplateProblem('template-syntax', 'there are no decorators', spanOf(scope.source, statement.loc));
    case 'DecoratorBlock':
    case 'CommentStatement':
      return;
  }
}

/** `{{x}}`: a value; `{{f x}}`: a helper's. As arguments of a call of nothing, for how it is to be read. */
function evaluateCall(run: Run, scope: Scope, call: Call): { readonly args: readonly Ref[] } {
  const plain = call.params.length === 0 && (call.hash?.pairs.length ?? 0) === 0;
  return { args: [plain ? evaluate(run, scope, call.path) : callHelper(run, scope, call)] };
}

function evaluate(run: Run, scope: Scope, expression: Expression): Ref {
  run.meter.step();
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return computed(expression.value);
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return computed(undefined);
    case 'PathExpression':
      return resolvePath(run, scope, expression);
    case 'SubExpression':
      return callHelper(run, scope, expression);
  }
}

function callHelper(run: Run, scope: Scope, call: Call): Ref {
  const name = nameOf(scope, call);
  const helper = helpers.get(name);
  if (!helper) throw unknownHelper(name, spanOf(scope.source, call.loc));
  const made = callOf(run, scope, call, argumentsOf(run, scope, call), name, helper.tests === true);
  checkArguments(made, helper);
  const result = helper.run(made);
  if (typeof result.value === 'string') run.meter.length(result.value.length);
  return result;
}

function argumentsOf(run: Run, scope: Scope, call: Call): Pick<HelperCall, 'args' | 'hash'> {
  return {
    args: call.params.map((param) => evaluate(run, scope, param)),
    hash: new Map((call.hash?.pairs ?? []).map(({ key, value }) => [key, evaluate(run, scope, value)])),
  };
}

function nameOf(scope: Scope, { path, loc }: Call): string {
  if (path.type === 'PathExpression') return path.original;
  throw new TemplateProblem('template-use', 'this is not the name of a helper', spanOf(scope.source, loc));
}

function unknownHelper(name: string, span: Span): TemplateProblem {
  const hint = blockHelpers.has(name)
    ? `write it as a block: {{#${name} …}}…{{/${name}}}`
    : 'docs/templates.md lists them';
  return new TemplateProblem('template-use', `there is no helper "${name}"`, span, { hint });
}

function renderBlock(run: Run, block: Block, scope: Scope): void {
  const name = nameOf(scope, block);
  const helper = blockHelpers.get(name);
  if (!helper) {
    const hint = helpers.has(name)
      ? `it makes a value: {{${name} …}} or {{#if (${name} …)}}`
      : `to go into a value, use {{#if ${name}}}, {{#each ${name}}} or {{#with ${name}}}`;
    throw new TemplateProblem('template-use', `there is no block helper "${name}"`, spanOf(scope.source, block.loc), {
      hint,
    });
  }
  const call = callOf(run, scope, block, argumentsOf(run, scope, block), name, helper.tests === true);
  checkArguments(call, helper);
  const render = (part: 'program' | 'inverse', inner: Inner = {}): void => {
    const program = block[part];
    if (program) renderProgram(run, program, innerScope(scope, program, inner));
  };
  helper.run(call, {
    block,
    render,
    renderFile(path, executable) {
      if (run.inFile)
        throw new TemplateProblem('template-use', 'a {{#file}} is inside of another', spanOf(scope.source, block.loc));
      const outer = run.sheet;
      run.sheet = newSheet();
      run.inFile = true;
      render('program');
      const { secret } = run.sheet;
      run.files.push({
        path,
        content: sheetText(run.sheet),
        executable,
        secret,
        span: spanOf(scope.source, block.loc),
      });
      run.sheet = outer;
      run.inFile = false;
    },
  });
}

function innerScope(scope: Scope, program: Program, { self, data, parameters = [] }: Inner): Scope {
  const names = program.blockParams?.length
    ? new Map([
        ...scope.names,
        ...program.blockParams.flatMap((name, index) => {
          const parameter = parameters[index];
          return parameter ? [[name, parameter] as const] : [];
        }),
      ])
    : scope.names;
  return {
    ...scope,
    names,
    ...(self ? { self, parent: scope } : {}),
    ...(data ? { data, outerData: scope } : {}),
  };
}

/** What a program defines inline is there for all of it, and for the partials that it calls. */
function withInlines(scope: Scope, program: Program): Scope {
  const decorators = program.body.filter((statement): statement is Decorator => statement.type === 'DecoratorBlock');
  if (decorators.length === 0) return scope;
  const inlines = new Map(scope.inlines);
  for (const decorator of decorators) {
    const span = spanOf(scope.source, decorator.loc);
    const [name] = decorator.params;
    if (nameOf(scope, decorator) !== 'inline' || name?.type !== 'StringLiteral' || !decorator.program)
      throw new TemplateProblem('template-syntax', 'the only decorator is {{#*inline "name"}}', span);
    inlines.set(name.value, { program: decorator.program, source: scope.source });
  }
  return { ...scope, inlines };
}

function renderPartial(run: Run, partial: Partial, scope: Scope): void {
  const { args, hash } = argumentsOf(run, scope, { ...partial, path: partial.name });
  const body = partialBody(run, partial, scope);
  const [self] = args;
  const called: Scope = body.scope ?? {
    source: body.source,
    self: self ?? scope.self,
    ...(self ? { parent: scope } : scope.parent ? { parent: scope.parent } : {}),
    names: hash,
    data: scope.data,
    ...(scope.outerData ? { outerData: scope.outerData } : {}),
    inlines: partial.program ? withInlines(scope, partial.program).inlines : scope.inlines,
    ...(partial.program ? { block: { program: partial.program, source: scope.source, scope } } : {}),
  };
  const { indent } = run.sheet;
  run.sheet.indent += partial.indent ?? '';
  renderProgram(run, body.program, self && body.scope ? { ...called, self } : called);
  run.sheet.indent = indent;
}

function partialBody(run: Run, partial: Partial, scope: Scope): Body {
  const span = (): Span => spanOf(scope.source, partial.loc);
  if (partial.name.type === 'PathExpression' && partial.name.data) {
    if (partial.name.original === '@partial-block' && scope.block) return scope.block;
    throw new TemplateProblem('template-use', `there is no ${partial.name.original} here`, span());
  }
  const name = partialName(run, partial.name, scope);
  const found = scope.inlines.get(name) ?? run.partials.get(name);
  if (found) return found;
  if (partial.program) return { program: partial.program, source: scope.source, scope };
  const names = [...run.partials.keys()];
  throw new TemplateProblem('template-use', `there is no partial "${name}"`, span(), {
    hint: names.length === 0 ? `write partials/${name}.hbs` : `there are ${names.join(', ')}`,
  });
}

function partialName(run: Run, name: Expression, scope: Scope): string {
  if (name.type === 'PathExpression') return name.original;
  const call = callOf(run, scope, { path: name, params: [], loc: name.loc }, { args: [evaluate(run, scope, name)] });
  return call.text(call.args[0] ?? computed(undefined));
}
