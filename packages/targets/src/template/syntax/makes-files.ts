import type { Expression, Parsed, Program, Statement } from './syntax.ts';

/** Whether a template holds a `{{#file}}` block, itself or in a partial that it may call. */
export function makesFiles(template: Parsed | undefined, partials: ReadonlyMap<string, Parsed>): boolean {
  const seen = new Set<Program>();
  const inProgram = (program: Program | undefined): boolean => {
    if (!program || seen.has(program)) return false;
    seen.add(program);
    return program.body.some(inStatement);
  };
  const inStatement = (statement: Statement): boolean => {
    switch (statement.type) {
      case 'BlockStatement':
        return nameIn(statement.path) === 'file' || inProgram(statement.program) || inProgram(statement.inverse);
      case 'DecoratorBlock':
        return inProgram(statement.program);
      case 'PartialStatement':
      case 'PartialBlockStatement':
        return inProgram(statement.program) || called(statement.name).some(inProgram);
      default:
        return false;
    }
  };
  /** A name that is computed may be any. */
  const called = (name: Expression): readonly (Program | undefined)[] => {
    const known = nameIn(name);
    const found = known === undefined ? [...partials.values()] : [partials.get(known)];
    return found.map((partial) => (partial?.ok ? partial.program : undefined));
  };
  return template?.ok === true && inProgram(template.program);
}

function nameIn(expression: Expression): string | undefined {
  if (expression.type === 'PathExpression') return expression.original;
  return expression.type === 'StringLiteral' ? expression.value : undefined;
}
