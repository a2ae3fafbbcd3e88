/** Text as a string of a Go template: what is in it is not read as a template. */
export function goString(text: string): string {
  return JSON.stringify(text.replace(/\p{Cs}/gu, '\uFFFD')).replace(
    /[\u2028\u2029\u007f]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The expression for a value below another: `.Values.web.image`, `(index .Values.web.env "MY-NAME")`. */
export function valueExpression(path: readonly string[], root = '.Values'): string {
  let expression = root;
  for (const step of path)
    expression = /^[A-Za-z_][A-Za-z0-9_]*$/.test(step)
      ? `${expression}.${step}`
      : `(index ${expression} ${goString(step)})`;
  return expression;
}

/** Text between actions: a user's `{{` is written by an action, so that nobody evaluates it. */
export function literalText(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
