/** Whether a project name may be given by flag or environment: `[a-z0-9_-]`, starting with a letter or digit. */
export function isProjectName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(name);
}

/**
 * The project name that Compose makes of a `name:` or of a directory's name: lower case, other characters dropped,
 * nothing but a letter or digit first. Empty when nothing is left.
 */
export function normalizeProjectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}
