import type { Host } from '@transpose/core';
import { parseImageReference, qualifiedImage } from '@transpose/core';
import type { AnswerLimits } from '../http-answer.ts';
import { answerLimits, NoTls } from '../http-answer.ts';
import type { ImageAnswer, ImageSource } from '../image-source.ts';
import type { AskRegistry } from './client.ts';
import { NotAllowed, registryClient } from './client.ts';
import { credentialsFor } from './credentials.ts';
import type { Endpoint } from './endpoints.ts';
import { endpointsOf, engineSettings } from './endpoints.ts';
import { imageConfig } from './image-config.ts';

interface Client extends Endpoint {
  readonly ask: AskRegistry;
}

/** The registries of the images, each asked with the login that the user has there. */
export function registrySource(host: Host, limits: AnswerLimits = answerLimits): ImageSource {
  const settings = engineSettings(host);
  const clients = new Map<string, readonly Client[]>();
  const clientsOf = (registry: string): readonly Client[] => {
    const known = clients.get(registry);
    if (known) return known;
    const made = endpointsOf(registry, settings).map((endpoint) => ({
      ...endpoint,
      ask: registryClient(endpoint, (name) => credentialsFor(host, name), { limits, env: host.env }),
    }));
    clients.set(registry, made);
    return made;
  };
  return {
    atOnce: 4,
    async ask({ name, platform }) {
      const reference = parseImageReference(qualifiedImage(parseImageReference(name)));
      if (reference.registry === undefined) throw new Error('this is not the name of an image');
      return firstAnswer(clientsOf(reference.registry), (ask) => imageConfig(ask, reference, platform));
    },
    missing: (names) =>
      `the registries do not have ${names}, or do not show them without a login: "docker login REGISTRY" logs in`,
  };
}

/** The answer of the first endpoint that gives one. */
async function firstAnswer(
  clients: readonly Client[],
  asked: (ask: AskRegistry) => Promise<ImageAnswer | undefined>,
): Promise<ImageAnswer | undefined> {
  for (const { ask, url, goesOn } of clients) {
    try {
      const answer = await asked(ask);
      if (answer || goesOn !== 'when-missing') return answer;
    } catch (error) {
      if (goesOn === 'when-missing' || (goesOn === 'without-tls' && error instanceof NoTls)) continue;
      if (error instanceof NotAllowed) return undefined;
      throw new Error(`${url.host}: ${(error as Error).message}`, { cause: error });
    }
  }
  return undefined;
}
