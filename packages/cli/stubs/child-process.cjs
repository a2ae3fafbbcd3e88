// commander needs child processes only for executable subcommands, which we have none of; loading them costs 2-3 ms.
'use strict';
module.exports = {};
