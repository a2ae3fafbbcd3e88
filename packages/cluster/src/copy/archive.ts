/**
 * Packs what is named on the standard input, a line each; all of NAME where tar takes no list. Directories bring nothing along
 * that is not named itself.
 */
export const packCommand = (directory: string, name: string): readonly string[] => [
  'sh',
  '-c',
  `cd -- "$1" || exit
if echo . | tar -cf /dev/null --no-recursion -T - 2>/dev/null; then exec tar --numeric-owner --no-recursion -cf - -T -; fi
cat >/dev/null
exec tar --numeric-owner -cf - "$2"`,
  'sh',
  directory,
  name,
];

export const packAllCommand = (directory: string, name: string): readonly string[] => [
  'tar',
  '--numeric-owner',
  '-C',
  directory,
  '-cf',
  '-',
  name,
];

export const unpackCommand = (directory: string): readonly string[] => [
  'sh',
  '-c',
  'mkdir -p -- "$1" && exec tar --numeric-owner -C "$1" -xf -',
  'sh',
  directory,
];

/** Removes NAME, or all that is in the directory when it is `.`; never what a file system keeps for itself. */
export const emptyCommand = (directory: string, name: string): readonly string[] => [
  'sh',
  '-c',
  `cd -- "$1" 2>/dev/null || exit 0
if [ "$2" = . ]; then exec find . -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -rf -- {} +; fi
exec rm -rf -- "$2"`,
  'sh',
  directory,
  name,
];

/** Whether a name can be in a list with a line each; tar reads backslashes in it as escapes. */
export const canBeListed = (name: string): boolean => !/[\n\\]/.test(name);
