/**
 * The one program that touches the system's keychain, run as a process of its own: a call to it may
 * block its thread for as long as it shows somebody a prompt, and neither the hub's work nor its end
 * may wait for that. It takes requests as JSON lines and ends, whatever it waits for, with its stdin.
 */
import { createInterface } from 'node:readline';
import { messageOf } from '../../../src-shared/errors.ts';
import type { HelperAnswer, HelperRequest } from './keychain-process.ts';

const input = createInterface({ input: process.stdin });
input.on('close', () => process.kill(process.pid, 'SIGKILL'));
// Whoever reads the answers is gone, and stdin ends, too.
process.stdout.on('error', () => {});

let previous: Promise<void> = Promise.resolve();
input.on('line', (line) => {
  previous = previous.then(() => answer(JSON.parse(line) as HelperRequest));
});

async function answer(request: HelperRequest): Promise<void> {
  const reply = await work(request).then(
    (value): HelperAnswer => ({ id: request.id, value }),
    (thrown: unknown): HelperAnswer => ({ id: request.id, error: messageOf(thrown) }),
  );
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

/**
 * Not by the package's keytar interface: on Linux that falls back to the kernel's keyring where there
 * is no Secret Service, without a word, and what lies there is gone after the next start.
 */
async function work({ op, service, account, secret }: HelperRequest): Promise<string | boolean> {
  const { AsyncEntry, findCredentialsAsync } = await import('@napi-rs/keyring');
  if (op === 'probe' && process.platform === 'linux') {
    // This, unlike reading an entry, asks nobody to unlock anything.
    await findCredentialsAsync(service);
    return true;
  }
  const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  if (op === 'get' || op === 'probe') return (await entry.getPassword()) ?? false;
  if (op === 'delete') return await entry.deletePassword();
  await entry.setPassword(secret ?? '');
  return true;
}
