import { Option } from 'commander';
import { imagesInspect } from '../actions/images-inspect.ts';
import type { ImagesInspectOptions } from '../actions/images-inspect.ts';
import type { CommandDefinition } from '../command-definition.ts';
import { allowReadOption } from '../conversion.ts';
import { addProjectOptions, projectOptionsOf } from '../project-options.ts';

export const imagesCommand: CommandDefinition = {
  name: 'images',
  summary: 'ask the local engine or the registries what the images of the project say',
  define(images, around, choose) {
    images
      .description('Asks for what only the images know: ports, user, entrypoint, command, volumes, healthcheck.')
      .helpCommand(false)
      .addHelpText('after', examples);
    const inspect = images
      .command('inspect')
      .summary('write what is known of the images, for --images FILE')
      .description(
        'Asks the container engine of this machine, or the registries, for the configuration of the images of the ' +
          'project, and writes it as JSON. With the file a conversion gives the same result without them.',
      )
      .usage('[OPTION]… [SERVICE]…')
      .argument('[SERVICE...]', 'only these services and what they depend on')
      .option('-o, --output <FILE>', 'write to a file instead of standard output')
      .addOption(
        new Option('--from <SOURCE>', 'who is asked (default: local, the engine)').choices(['local', 'registry']),
      )
      .addOption(allowReadOption());
    addProjectOptions(inspect);
    inspect.addHelpText('after', examples).action((services: readonly string[]) => {
      choose(() =>
        imagesInspect(around, { ...inspect.opts<ImagesInspectOptions>(), ...projectOptionsOf(inspect) }, services),
      );
    });
  },
};

const examples = `
The engine is that of DOCKER_HOST, else the first of Docker's and Podman's usual sockets. It is only read from.
Registries are asked over HTTPS with the logins of "docker login" or "podman login", by way of the mirrors of daemon.json;
no image is downloaded.

Examples:
  transpose images inspect -o images.json
  transpose convert --images images.json -o k8s/
  transpose images inspect --from registry -o images.json
  transpose convert --images local -o k8s/`;
