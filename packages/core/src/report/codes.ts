/**
 * Every code of a diagnostic, with its usual severity and what it means. `docs/diagnostics.md` is made from this table.
 */
export const codes = {
  // Reading: bytes to YAML.
  encoding: { severity: 'error', meaning: 'A file is neither UTF-8 nor, with a byte order mark, UTF-16.' },
  'control-character': {
    severity: 'error',
    meaning: 'The text holds a character that YAML does not allow, such as NUL.',
  },
  'odd-space': {
    severity: 'warning',
    meaning:
      'A no-break space or an invisible character is part of a key or value. It is an error where the file is refused: it often is the reason.',
  },
  'conflict-marker': { severity: 'error', meaning: 'The marks of a merge conflict are still in the file.' },
  'foreign-file': {
    severity: 'error',
    meaning: 'The file is one of another program, such as a manifest of Kubernetes.',
  },
  'yaml-syntax': { severity: 'error', meaning: 'The text is not YAML.' },
  'yaml-version': { severity: 'error', meaning: 'Docker Compose refuses a %YAML directive other than 1.1.' },
  'bad-indent': { severity: 'error', meaning: 'A line does not start in the column of its neighbours.' },
  'tab-indent': { severity: 'error', meaning: 'YAML does not allow tabs as indentation.' },
  'unclosed-quote': { severity: 'error', meaning: 'A quoted value has no closing quote.' },
  'missing-space': { severity: 'error', meaning: 'A colon needs a space after it to separate a key from its value.' },
  'missing-colon': { severity: 'error', meaning: 'A line of a mapping has no colon behind its key.' },
  'too-deep': { severity: 'error', meaning: 'Collections are nested deeper than any project needs.' },
  'too-many-nodes': { severity: 'error', meaning: 'With its aliases expanded the document is too large to read.' },
  'unknown-anchor': { severity: 'error', meaning: 'An alias has no anchor of its name before it.' },
  'alias-cycle': { severity: 'error', meaning: 'An alias is inside the value of its own anchor.' },
  'duplicate-key': { severity: 'error', meaning: 'A mapping has a key twice.' },
  'non-string-key': { severity: 'error', meaning: 'Keys must be strings; numbers, booleans and null need quotes.' },
  'merge-key': { severity: 'error', meaning: 'The merge key << takes a mapping or a list of mappings.' },
  'bad-tag': { severity: 'error', meaning: 'A value does not fit its YAML tag.' },
  'not-a-mapping': { severity: 'error', meaning: 'A place that must hold keys and values holds something else.' },
  // Files and project.
  'no-compose-file': { severity: 'error', meaning: 'No Compose file was found or named.' },
  'several-files': { severity: 'warning', meaning: 'A directory has several files of which only one is read.' },
  'file-not-found': { severity: 'error', meaning: 'A file that is named does not exist.' },
  'unreadable-file': {
    severity: 'error',
    meaning: 'A file cannot be read: it is a directory, a device, or access is denied.',
  },
  'remote-file': {
    severity: 'error',
    meaning: 'A file lies in a registry or repository; Transpose reads only local files.',
  },
  'empty-project': { severity: 'error', meaning: 'The files hold nothing.' },
  'project-name': { severity: 'error', meaning: 'The project has no name, or one that Docker refuses.' },
  'obsolete-version': { severity: 'note', meaning: 'The key `version` has no effect any more.' },
  // Environment and interpolation.
  'env-syntax': { severity: 'error', meaning: 'A line of an env file cannot be read.' },
  'env-format': { severity: 'error', meaning: 'An env file names a format other than `raw`.' },
  'interpolation-format': { severity: 'error', meaning: 'A `$` starts something that is not a variable.' },
  'required-variable': { severity: 'error', meaning: 'A variable that the file requires is not set.' },
  'unset-variable': { severity: 'warning', meaning: 'A variable is not set and was replaced by an empty string.' },
  'failed-cast': { severity: 'error', meaning: 'A value cannot be read as the number or boolean that its key takes.' },
  'yaml-1.1-boolean': { severity: 'warning', meaning: 'Words such as `yes` and `on` are not booleans in YAML 1.2.' },
  // Include and extends.
  'include-form': { severity: 'error', meaning: '`include` has a form that cannot be read.' },
  'include-cycle': { severity: 'error', meaning: 'Files include each other in a circle.' },
  'extends-form': { severity: 'error', meaning: '`extends` has a form that cannot be read.' },
  'extends-cycle': { severity: 'error', meaning: 'Services extend each other in a circle.' },
  'undefined-base': { severity: 'error', meaning: '`extends` names a service that does not exist.' },
  // The key table: what is where, and in which form.
  'unknown-key': { severity: 'error', meaning: 'A key that Compose does not know.' },
  'invalid-name': {
    severity: 'error',
    meaning: 'A name of a service or resource has characters that Compose refuses.',
  },
  'wrong-type': { severity: 'error', meaning: 'A value has a form that its key does not take.' },
  'missing-key': { severity: 'error', meaning: 'A key that is required here is missing.' },
  'invalid-value': { severity: 'error', meaning: 'A value is none of those that its key takes.' },
  'duplicate-item': { severity: 'error', meaning: 'A list whose items must differ has an item twice.' },
  'out-of-range': { severity: 'error', meaning: 'A number is smaller or larger than its key takes.' },
  'legacy-file': {
    severity: 'error',
    meaning: 'The file has the layout of Compose version 1, with services at the top level.',
  },
  'deprecated-key': { severity: 'warning', meaning: 'A key is still read, and there is a newer way to say it.' },
  'no-effect': { severity: 'warning', meaning: 'Compose accepts a key or value and then does nothing with it.' },
  'merge-conflict': { severity: 'error', meaning: 'A later file gives a value of another form than an earlier one.' },
  // Short forms.
  'invalid-port': { severity: 'error', meaning: 'The short form of a port cannot be read.' },
  'unquoted-port': {
    severity: 'note',
    meaning:
      'A mapping of small ports has no quotes: Docker Compose reads it, programs that read YAML 1.1 take it for a number.',
  },
  'invalid-volume': { severity: 'error', meaning: 'The short form of a mount cannot be read.' },
  'invalid-device': { severity: 'error', meaning: 'The short form of a device cannot be read.' },
  'drive-letter-volume': { severity: 'warning', meaning: 'A volume name of one letter is taken for a Windows drive.' },
  'unknown-option': { severity: 'warning', meaning: 'An option that Compose does not know is dropped silently there.' },
  // Values.
  'invalid-size': { severity: 'error', meaning: 'A size is not a number with a unit such as `512m`.' },
  'invalid-duration': {
    severity: 'error',
    meaning: 'A duration is not a sequence of numbers with units such as `1m30s`.',
  },
  'invalid-number': { severity: 'error', meaning: 'A value cannot be read as the number that its key takes.' },
  'invalid-command': { severity: 'error', meaning: 'A command line cannot be split into words.' },
  'cut-command': {
    severity: 'warning',
    meaning: 'An operator of the shell ends a command line; Compose drops the rest.',
  },
  'cut-number': { severity: 'warning', meaning: 'A key that takes whole numbers has a fraction; Compose cuts it off.' },
  'respelt-value': {
    severity: 'warning',
    meaning: 'A number or date without quotes appears where a string is wanted, and changes its spelling.',
  },
  'misread-value': { severity: 'warning', meaning: 'Compose reads a value in another way than it looks.' },
  'literal-quotes': {
    severity: 'warning',
    meaning: 'Quotes that look like those of YAML are part of the value: typographic ones, or those of `- A="b"`.',
  },
  'dropped-value': { severity: 'warning', meaning: 'Compose drops a value of this form silently.' },
  // Resources and services, looked at together.
  conflict: { severity: 'error', meaning: 'Two keys say things that exclude each other.' },
  'no-source': { severity: 'error', meaning: 'A secret or config does not say where its content comes from.' },
  'invalid-address': { severity: 'error', meaning: 'A text that must be an IP address is none.' },
  'invalid-mount': { severity: 'error', meaning: 'A mount lacks what its type needs.' },
  'no-image': { severity: 'error', meaning: 'A service has neither an image nor a build.' },
  'undefined-service': { severity: 'error', meaning: 'A service is named that does not exist or is not active.' },
  'undefined-network': { severity: 'error', meaning: 'A network is named that the project does not define.' },
  'undefined-volume': { severity: 'error', meaning: 'A volume is named that the project does not define.' },
  'undefined-secret': { severity: 'error', meaning: 'A secret is named that the project does not define.' },
  'undefined-config': { severity: 'error', meaning: 'A config is named that the project does not define.' },
  'undefined-model': { severity: 'error', meaning: 'A model is named that the project does not define.' },
  'invalid-test': { severity: 'error', meaning: 'A health test in list form must start with CMD, CMD-SHELL or NONE.' },
  'duplicate-target': { severity: 'error', meaning: 'Two mounts of a service have the same path in the container.' },
  'duplicate-container-name': { severity: 'error', meaning: 'Two services have the same `container_name`.' },
  'dependency-cycle': { severity: 'error', meaning: 'Services depend on each other in a circle.' },
  'host-port-twice': {
    severity: 'warning',
    meaning: 'A port of the host is published twice: only one of the containers can start.',
  },
} as const satisfies Record<string, CodeRow>;

export interface CodeRow {
  readonly severity: 'error' | 'warning' | 'note';
  /** One or two sentences for `docs/diagnostics.md`. */
  readonly meaning: string;
}

export type Code = keyof typeof codes;
