/**
 * A label of a Mermaid diagram, in quotes: what is neither a letter, a digit nor harmless becomes an entity code.
 *
 * See https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape characters"
 */
export function mermaidLabel(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N} _./:@,()-]/gu, (each) => `#${each.codePointAt(0)};`)}"`;
}
