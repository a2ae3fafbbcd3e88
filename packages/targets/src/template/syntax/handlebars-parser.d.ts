// The part of handlebars that templates need: its parser, without the compiler, which makes code out of templates.
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(text: string): unknown;
  export const parser: {
    readonly lexer: { readonly yylloc: { readonly first_line: number; readonly first_column: number } };
  };
}
