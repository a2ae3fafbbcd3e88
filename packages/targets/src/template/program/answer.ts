import type { Path } from '@transpose/core';

/** The version of the answer that this Transpose reads. A change that old programs do not survive counts it up. */
export const answerVersion = 1;

/** What a program of `-t exec:PROGRAM` writes to its standard output, as JSON. */
export interface Answer {
  readonly version: typeof answerVersion;
  readonly files: readonly AnswerFile[];
  /** Problems that stop the conversion: nothing is written. */
  readonly errors: readonly AnswerRemark[];
  /** Remarks for people. */
  readonly notes: readonly AnswerRemark[];
  /** What becomes of the keys of the project. With it, what it does not name is lost; without it, nothing is known of any. */
  readonly account?: readonly AnswerUse[];
}

export interface AnswerFile {
  /** Relative to the output directory, with `/`. */
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  /** For its owner alone, also where no known secret is in it. */
  readonly secret: boolean;
}

export interface AnswerRemark {
  readonly message: string;
  /** In the project: `["services", "web", "ports", 0]`. */
  readonly path?: Path;
  /** What to do. */
  readonly hint?: string;
}

export interface AnswerUse {
  readonly path: Path;
  readonly becomes: 'carried' | 'approximated' | 'dropped';
  /** Where in the output; not for `dropped`. */
  readonly field: string;
  /** What differs, or why it is lost; not for `carried`. */
  readonly reason: string;
  /** What to do about it. */
  readonly instead?: string;
}

/** The answer as JSON schema (draft 7), for editors and tests of programs. */
export const answerSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: `Answer of a program to transpose, version ${answerVersion}`,
  type: 'object',
  additionalProperties: false,
  required: ['version', 'files'],
  properties: {
    version: { const: answerVersion },
    files: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'content'],
        properties: {
          path: { type: 'string', description: 'Relative to the output directory, with "/".' },
          content: { type: 'string' },
          executable: { type: 'boolean' },
          secret: { type: 'boolean', description: 'Mode 600, also where no known secret is in it.' },
        },
      },
    },
    errors: { type: 'array', items: { $ref: '#/definitions/remark' } },
    notes: { type: 'array', items: { $ref: '#/definitions/remark' } },
    account: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'becomes'],
        properties: {
          path: { $ref: '#/definitions/path' },
          becomes: { enum: ['carried', 'approximated', 'dropped'] },
          field: { type: 'string', description: 'Where in the output.' },
          reason: { type: 'string', description: 'What differs, or why it is lost.' },
          instead: { type: 'string', description: 'What to do about it.' },
        },
      },
    },
  },
  definitions: {
    path: {
      type: 'array',
      items: { type: ['string', 'integer'] },
      description: 'In the project: ["services", "web", "ports", 0].',
    },
    remark: {
      type: 'object',
      additionalProperties: false,
      required: ['message'],
      properties: { message: { type: 'string' }, path: { $ref: '#/definitions/path' }, hint: { type: 'string' } },
    },
  },
} as const;
