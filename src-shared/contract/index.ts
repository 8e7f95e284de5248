import { auth } from './auth.ts';
import { clients } from './clients.ts';
import { hub } from './hub.ts';
import { logs } from './logs.ts';
import { secrets } from './secrets.ts';
import { servers } from './servers.ts';
import { tools } from './tools.ts';

/** The whole API between hub and console or CLI: a table of contents. */
export const contract = { hub, servers, tools, secrets, auth, clients, logs };
