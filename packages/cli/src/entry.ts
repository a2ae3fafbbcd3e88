import { Command } from 'commander';
import { version } from './version.ts';

const program = new Command('transpose').version(version);
program.parse();
