/** In which line of a text a place is, to be put behind what is there: ` (line 3)`; empty for a text of one line. */
export const lineNote = (text: string, at: number): string =>
  text.includes('\n') ? ` (line ${text.slice(0, at).split('\n').length})` : '';
