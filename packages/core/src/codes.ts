/**
 * Every code of a diagnostic, with its usual severity and what it means. `docs/diagnostics.md` is made from this table.
 */
export const codes = {
  // Reading: bytes to YAML.
  encoding: { severity: 'error', meaning: 'A file is neither UTF-8 nor, with a byte order mark, UTF-16.' },
  'control-character': { severity: 'error', meaning: 'The text holds a character that YAML does not allow, such as NUL.' },
  'yaml-syntax': { severity: 'error', meaning: 'The text is no YAML.' },
  'yaml-version': { severity: 'error', meaning: 'Docker Compose refuses a %YAML directive other than 1.1.' },
  'bad-indent': { severity: 'error', meaning: 'A line does not start in the column of its neighbours.' },
  'tab-indent': { severity: 'error', meaning: 'YAML does not allow tabs as indentation.' },
  'unclosed-quote': { severity: 'error', meaning: 'A quoted value has no closing quote.' },
  'missing-space': { severity: 'error', meaning: 'A colon needs a space after it to separate a key from its value.' },
  'missing-colon': { severity: 'error', meaning: 'A line of a mapping has no colon behind its key.' },
  'too-deep': { severity: 'error', meaning: 'Collections are nested deeper than any project needs.' },
  'too-many-nodes': { severity: 'error', meaning: 'With its aliases expanded the document is too large to read.' },
  'unknown-anchor': { severity: 'error', meaning: 'An alias has no anchor of its name before it.' },
  'alias-cycle': { severity: 'error', meaning: 'An alias stands inside the value of its own anchor.' },
  'duplicate-key': { severity: 'error', meaning: 'A mapping has a key twice.' },
  'non-string-key': { severity: 'error', meaning: 'Keys must be strings; numbers, booleans and null need quotes.' },
  'merge-key': { severity: 'error', meaning: 'The merge key << takes a mapping or a list of mappings.' },
  'bad-tag': { severity: 'error', meaning: 'A value does not fit its YAML tag.' },
  'not-a-mapping': { severity: 'error', meaning: 'A place that must hold keys and values holds something else.' },
  // Files and project.
  'no-compose-file': { severity: 'error', meaning: 'No Compose file was found or named.' },
  'several-files': { severity: 'warning', meaning: 'A directory has several files of which only one is read.' },
  'file-not-found': { severity: 'error', meaning: 'A file that is named does not exist.' },
  'unreadable-file': { severity: 'error', meaning: 'A file cannot be read: it is a directory, a device, or access is denied.' },
  'remote-file': { severity: 'error', meaning: 'A file lies in a registry or repository; Transpose reads only local files.' },
  'empty-project': { severity: 'error', meaning: 'The files hold nothing.' },
  'project-name': { severity: 'error', meaning: 'The project has no name, or one that Docker refuses.' },
  'obsolete-version': { severity: 'warning', meaning: 'The key `version` has no effect any more.' },
  // Environment and interpolation.
  'env-syntax': { severity: 'error', meaning: 'A line of an env file cannot be read.' },
  'env-format': { severity: 'error', meaning: 'An env file names a format other than `raw`.' },
  'interpolation-format': { severity: 'error', meaning: 'A `$` starts something that is no variable.' },
  'required-variable': { severity: 'error', meaning: 'A variable that the file requires is not set.' },
  'unset-variable': { severity: 'warning', meaning: 'A variable is not set and was replaced by an empty string.' },
  'failed-cast': { severity: 'error', meaning: 'A value cannot be read as the number or boolean that its key takes.' },
  'yaml-1.1-boolean': { severity: 'warning', meaning: 'Words such as `yes` and `on` are no booleans in YAML 1.2.' },
  // Include and extends.
  'include-form': { severity: 'error', meaning: '`include` has a form that cannot be read.' },
  'include-cycle': { severity: 'error', meaning: 'Files include each other in a circle.' },
  'extends-form': { severity: 'error', meaning: '`extends` has a form that cannot be read.' },
  'extends-cycle': { severity: 'error', meaning: 'Services extend each other in a circle.' },
  'undefined-base': { severity: 'error', meaning: '`extends` names a service that does not exist.' },
} as const satisfies Record<string, CodeRow>;

export interface CodeRow {
  readonly severity: 'error' | 'warning' | 'note';
  /** One or two sentences for `docs/diagnostics.md`. */
  readonly meaning: string;
}

export type Code = keyof typeof codes;
