// Bundles a page's script, which needs nothing of Node: node browser-bundle.mjs FILE
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const bundle = await rolldown({
  input: fileURLToPath(new URL('browser-page.mjs', import.meta.url)),
  platform: 'browser',
});
await bundle.write({ file: process.argv[2], format: 'iife', name: 'transpose', minify: true });
await bundle.close();
