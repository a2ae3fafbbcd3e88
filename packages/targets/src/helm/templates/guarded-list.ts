import type { Chart } from '../chart/chart.ts';
import { furtherYaml } from '../chart/chart.ts';
import type { Tree } from './tree.ts';

/** An item of a list; `condition`: the expression that decides whether it is there. */
export interface GuardedItem {
  readonly item: Tree;
  readonly condition?: string | undefined;
}

/** A list some of whose items are under conditions; `more`: the expression of further items. */
export function guardedList(chart: Chart, items: readonly GuardedItem[], more?: string): unknown {
  const { slots, outline } = chart;
  if (outline)
    return items
      .map(({ item, condition }) => ({ ...item, ...(condition !== undefined && { condition }) }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const conditions = items.flatMap(({ condition }) => condition ?? []);
  if (conditions.length === 0 && more === undefined) return items.map(({ item }) => item);
  return slots.entry((key, pad) => {
    const lines = [
      `${pad}${key}:`,
      ...items.flatMap(({ item, condition }) => {
        const text = slots.print([item], pad);
        return condition === undefined ? [text] : [`${pad}{{- if ${condition} }}`, text, `${pad}{{- end }}`];
      }),
      ...(more === undefined ? [] : furtherYaml(more, pad)),
    ];
    if (items.length > conditions.length) return lines;
    return [
      `${pad}{{- if ${anyOf([...conditions, ...(more === undefined ? [] : [more])])} }}`,
      ...lines,
      `${pad}{{- end }}`,
    ];
  });
}

/** The expression of whether one of conditions holds. */
export function anyOf(conditions: readonly string[]): string {
  const unique = [...new Set(conditions)];
  if (unique.length === 1) return unique[0] ?? '';
  return `or ${unique.map((one) => (one.includes(' ') && !one.startsWith('(') ? `(${one})` : one)).join(' ')}`;
}
