import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { createServer } from 'node:net';
import { type Address, parseAddress } from '../../../src-shared/domain/address.ts';
import type { DoctorCheck } from '../../../src-shared/domain/doctor.ts';
import { messageOf } from '../../../src-shared/errors.ts';
import type { Check } from './facts.ts';

type Result = Pick<DoctorCheck, 'verdict' | 'found' | 'remedy'>;

/** Whether the hub answers over HTTP, or could: its port is free and not another program's. */
export const http: Check = {
  id: 'http',
  title: 'HTTP',
  async run({ hub, config }) {
    const about = { id: 'http', title: 'HTTP' };
    if (hub?.endpoint.http) return [{ ...about, ...(await checkAnswer(hub.endpoint.http)) }];
    if (!config.ok) {
      return [{ ...about, verdict: 'skip', found: 'unknown: the config cannot be read' }];
    }
    const { enabled, address } = config.value.http;
    if (!enabled) return [{ ...about, verdict: 'ok', found: 'switched off in the config' }];
    return [{ ...about, ...(await checkPort(address, hub !== undefined)) }];
  },
};

const patienceMs = 2_000;

async function checkAnswer(endpoint: string): Promise<Result> {
  const url = new URL('/health', endpoint);
  try {
    const status = await statusOf(url);
    if (status === 200) return { verdict: 'ok', found: `${endpoint} answers` };
    const remedy = '`loom status` shows what is wrong.';
    return { verdict: 'fail', found: `${url} says ${status}`, remedy };
  } catch (error) {
    const why = messageOf(error);
    const remedy = 'Restart the hub: loom stop, then loom serve';
    return { verdict: 'fail', found: `${url} does not answer: ${why}`, remedy };
  }
}

/** Not by `fetch`: whether clients trust the hub's own certificate is another question. */
function statusOf(url: URL): Promise<number> {
  const get = url.protocol === 'https:' ? httpsGet : httpGet;
  const options = { rejectUnauthorized: false, signal: AbortSignal.timeout(patienceMs) };
  return new Promise((resolve, reject) => {
    get(url, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
}

async function checkPort(text: string, hubRuns: boolean): Promise<Result> {
  const address = parseAddress(text);
  const another = 'Choose another port: http.address in config.yaml, or --http-addr.';
  if (!address) return { verdict: 'fail', found: `${text} is not host:port`, remedy: another };
  const failure = await tryListening(address);
  if (failure === 'EADDRINUSE') {
    return { verdict: 'fail', found: `${text} is taken by another program`, remedy: another };
  }
  if (failure)
    return { verdict: 'fail', found: `nobody can listen on ${text}: ${failure}`, remedy: another };
  if (!hubRuns) return { verdict: 'ok', found: `${text} is free` };
  const remedy = 'Restart the hub: loom stop, then loom serve';
  return { verdict: 'warn', found: `${text} is free, but the running hub does not use it`, remedy };
}

/** The system's error code where the address cannot be had. */
function tryListening({ host, port }: Address): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
