import fc from 'fast-check';

/** Text with everything that a shell, a list of words or a line format could stumble over. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...Array.from(` '"\\$\`;&|<>*?[]{}()#%!~\n\t\r=,:-aé🐳\u00a0\u2028‘“”\u0007`),
      '${X}',
      '$(id)',
      '`id`',
      "'\\''",
      '\\n',
      '--',
      '{{.}}',
      'EOF',
      '%s',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Dollars are doubled, so that Compose takes them for themselves. */
export const escaped = (value: string): string => value.replaceAll('$', '$$$$');
