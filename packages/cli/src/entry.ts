import { writeTo } from './standard-output.ts';
import { start } from './start.ts';
import { version } from './version.ts';

const words = process.argv.slice(2);
// Scripts ask for the version often, and it needs nothing of what commands need.
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) writeTo(1, `${version}\n`);
else start(words);
