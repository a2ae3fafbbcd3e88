/** The events that work tells, as they come. What the work throws is thrown after them. */
export async function* toldEvents<T>(work: (tell: (event: T) => void) => Promise<void>): AsyncGenerator<T> {
  const waiting: T[] = [];
  let wake = (): void => undefined;
  let isOver = false;
  const over = work((event) => {
    waiting.push(event);
    wake();
  }).finally(() => {
    isOver = true;
    wake();
  });
  // It is awaited at the end.
  over.catch(() => undefined);
  while (!isOver || waiting.length > 0) {
    yield* waiting.splice(0);
    if (!isOver && waiting.length === 0) await new Promise<void>((done) => (wake = done));
  }
  await over;
}
