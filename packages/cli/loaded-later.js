import { fileURLToPath } from 'node:url';

const stub = '\0later:';
const chunk = '\0chunk:';

/**
 * Puts modules into files of their own, which are loaded when the first of their functions is called: for each file a
 * list of modules and their functions. Only the bundle knows of that, and the source imports them as any other. Such
 * modules export functions and nothing else.
 */
export function loadedLater(files) {
  const modules = new Map(
    Object.entries(files).flatMap(([file, list]) =>
      Object.entries(list).map(([path, functions]) => [
        fileURLToPath(new URL(path, import.meta.url)),
        { file, functions },
      ]),
    ),
  );
  return {
    name: 'loaded-later',
    buildStart() {
      for (const file of Object.keys(files))
        this.emitFile({ type: 'chunk', id: chunk + file, fileName: `${file}.cjs` });
    },
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (source.startsWith(chunk)) return source;
        if (importer?.startsWith(stub)) return { id: source, external: true };
        if (importer === undefined || importer.startsWith(chunk)) return undefined;
        const found = await this.resolve(source, importer, { ...options, skipSelf: true });
        return found && modules.has(found.id) ? stub + found.id : undefined;
      },
    },
    load(id) {
      if (id.startsWith(chunk))
        return [...modules]
          .filter(([, { file }]) => file === id.slice(chunk.length))
          .map(([path, { functions }]) => `export { ${functions.join(', ')} } from ${JSON.stringify(path)};`)
          .join('\n');
      const { file, functions } = (id.startsWith(stub) && modules.get(id.slice(stub.length))) || {};
      return functions
        ?.map((name) => `export const ${name} = (...given) => require('./${file}.cjs').${name}(...given);`)
        .join('\n');
    },
  };
}
