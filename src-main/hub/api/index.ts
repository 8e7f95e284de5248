import { auth } from './auth.ts';
import { api } from './base.ts';
import { clients } from './clients.ts';
import { hub } from './hub.ts';
import { logs } from './logs.ts';
import { playground } from './playground.ts';
import { secrets } from './secrets.ts';
import { servers } from './servers.ts';
import { tools } from './tools.ts';

/** Every group of the contract with its handlers; a carrier serves it with an `ApiContext`. */
export const apiRouter = api.router({ hub, servers, tools, playground, secrets, auth, clients, logs });
