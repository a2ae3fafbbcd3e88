import type { CodeRow } from '@transpose/core';

/** Codes of the problems that conversions meet; those of the loader are in core. Both go into `docs/diagnostics.md`. */
export const targetCodes = {
  'unreadable-file': {
    severity: 'error',
    meaning: 'A file whose content the target needs is missing or cannot be read.',
  },
  'outside-project': {
    severity: 'error',
    meaning:
      'A file whose content the target needs lies outside the project directory; `--allow-read PATH` permits it.',
  },
  'illegal-value': { severity: 'error', meaning: 'A value cannot be written in the target format in any way.' },
  'illegal-patch': {
    severity: 'error',
    meaning: 'A patch of `x-transpose` names no object that is written, or makes an illegal one of it.',
  },
  'bad-option': { severity: 'error', meaning: 'An option of the target has a value that it cannot have.' },
  'template-syntax': { severity: 'error', meaning: 'A template cannot be read.' },
  'template-path': { severity: 'error', meaning: 'A template asks for a value that is not there.' },
  'template-use': { severity: 'error', meaning: 'A template uses a helper, partial or file name that it cannot use.' },
  'template-limit': { severity: 'error', meaning: 'The templates run too long, nest too deep or write too much.' },
  'failed-program': {
    severity: 'error',
    meaning: 'A program of `-t exec:PROGRAM` failed, or gave an answer that is not one.',
  },
  'failed-target': {
    severity: 'error',
    meaning: 'A target of `-t ./FILE` or `-t package:NAME` threw an error, or made what is not a file.',
  },
  'too-large': {
    severity: 'error',
    meaning: 'A value of the project makes an object larger than the target format takes.',
  },
  'failed-check': {
    severity: 'error',
    meaning: 'What the target made breaks a rule of its format: a bug of Transpose. Nothing is written.',
  },
} as const satisfies Record<string, CodeRow>;

export type TargetCode = keyof typeof targetCodes;
