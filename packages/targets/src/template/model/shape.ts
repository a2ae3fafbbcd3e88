import { modelShapes } from './model-shapes.ts';

/**
 * What a value of the model is, for telling a field that is not given from one that does not exist: `text` (a text,
 * number, boolean), `any`, the name of a record, `[SHAPE]` a list, `{SHAPE}` a map with names that users choose.
 */
export type Shape = string;

type Records = Readonly<Record<string, Readonly<Record<string, Shape>>>>;
const records = JSON.parse(modelShapes) as Records;

/** The shape of the whole model. */
export const rootShape: Shape = 'TemplateModel';

/** The shape below a key or index; undefined: there is no such field. */
export function shapeBelow(shape: Shape, key: string): Shape | undefined {
  if (shape === 'any') return 'any';
  if (shape.startsWith('[')) return /^\d+$/.test(key) ? shape.slice(1, -1) : undefined;
  if (shape.startsWith('{')) return shape.slice(1, -1);
  const fields = fieldsOf(shape);
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** The fields of a record that the model knows; none for other shapes. */
export const fieldNames = (shape: Shape): readonly string[] => Object.keys(fieldsOf(shape) ?? {});

const fieldsOf = (shape: Shape) => (Object.hasOwn(records, shape) ? records[shape] : undefined);
