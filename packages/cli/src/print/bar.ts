/** How much of something is done, as a bar of signs: `#####-----`. */
export const bar = (done: number, total: number, width: number): string =>
  '#'.repeat(Math.floor(total === 0 ? width : (done * width) / total)).padEnd(width, '-');
