import { absolute } from '../host/host-path.ts';
import { parseEnvFile } from '../interpolate/dotenv.ts';
import { decodeText } from '../read/decode.ts';
import { displayName } from '../read/read-source.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isSeq, isString } from '../tree/node.ts';
import type { FileContext } from './file-context.ts';
import { from } from './local-files.ts';

/**
 * The variables that the `env_file`s of a document's services set, each with the name of the file: containers see them,
 * the Compose file itself does not.
 */
export function containerVariables(document: MapNode, { loading, base }: FileContext): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const services = document.entries.get('services');
  const paths = new Set([...(isMap(services) ? services.entries.values() : [])].flatMap(envFilesOf));
  for (const written of paths) {
    const path = absolute(loading.host, from(loading.host, base, written));
    const bytes = loading.host.readFile(path);
    const text = bytes.ok ? decodeText(bytes.value) : undefined;
    const parsed = text?.ok ? parseEnvFile(text.value, { lookup: () => undefined }) : undefined;
    for (const { name, bare } of parsed?.ok ? parsed.entries : [])
      if (!bare && !variables.has(name)) variables.set(name, displayName(loading, path));
  }
  return variables;
}

function envFilesOf(service: Node): readonly string[] {
  const files = isMap(service) ? service.entries.get('env_file') : undefined;
  return (isSeq(files) ? files.items : files ? [files] : []).flatMap((file) => {
    const path = isMap(file) ? file.entries.get('path') : file;
    return isString(path) && !path.value.includes('$') ? [path.value] : [];
  });
}
