/** Lines of a table whose last column is broken at spaces so that a line has at most `width` characters. */
export function tableLines(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const indent = widths.reduce((sum, one) => sum + one + 2, 0);
  return rows.flatMap((row) => {
    const head = widths.map((one, column) => (row[column] ?? '').padEnd(one + 2)).join('');
    const lines = wrapped(row[columns] ?? '', width - indent);
    return lines.map((line, index) => `${index === 0 ? head : ' '.repeat(indent)}${line}`.trimEnd());
  });
}

/** A text broken at spaces into lines of at most so many characters, but never less than 30; longer words stay whole. */
export function wrapped(text: string, atMost: number): readonly string[] {
  const width = Math.max(30, atMost);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
