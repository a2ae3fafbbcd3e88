import type { Path } from '@transpose/core';

/** Of which keys of the project the values are made that are not keys of it themselves. */
export interface Sources {
  /**
   * Notes for a record which keys its fields come from; `others`: those of all its other fields. Without `others`, these
   * are keys of the project themselves. Gives the record.
   */
  of<T extends object>(record: T, fields: { readonly [K in keyof T]?: readonly Path[] }, others?: readonly Path[]): T;
  /** The keys behind a field of a record; undefined: nothing was noted for it. */
  at(record: object, field: string | number): readonly Path[] | undefined;
}

interface Note {
  readonly fields: Readonly<Record<string | number, readonly Path[] | undefined>>;
  readonly others: readonly Path[] | undefined;
}

export function createSources(): Sources {
  const noted = new WeakMap<object, Note>();
  return {
    of(record, fields, others) {
      noted.set(record, { fields: fields as Note['fields'], others });
      return record;
    },
    at(record, field) {
      const note = noted.get(record);
      if (!note) return undefined;
      return Object.hasOwn(note.fields, field) ? note.fields[field] : note.others;
    },
  };
}
