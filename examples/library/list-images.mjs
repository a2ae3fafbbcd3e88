// Lists the images that a project uses: node list-images.mjs [DIR]
import { loadProject } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';

const { project } = loadProject(nodeHost(process.argv[2]));
const images = Object.values(project?.services ?? {}).flatMap(({ image }) => image?.text ?? []);
for (const image of [...new Set(images)].sort()) console.log(image);
