/** An option of mount(8): a flag (`ro`), or a key with a value (`addr=10.0.0.1`). */
export interface MountOption {
  readonly key: string;
  /** Empty for a flag. */
  readonly value: string;
  /** As written. */
  readonly text: string;
}

/** Reads the options that `driver_opts.o` of the local volume driver hands to mount(8), without empty ones. */
export function parseMountOptions(text: string): readonly MountOption[] {
  return text.split(',').flatMap((part) => {
    const option = part.trim();
    const [, key = option, value = ''] = /^([^=]*)=(.*)$/s.exec(option) ?? [];
    return option === '' ? [] : [{ key, value, text: option }];
  });
}
