import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { ServerView } from '../../src-shared/domain/hub-state.ts';
import type { SignInView } from '../../src-shared/domain/sign-in.ts';
import { LoomError } from '../../src-shared/errors.ts';
import type { Context } from '../context.ts';
import { describeSignIn } from '../describe-sign-in.ts';
import type { HubClient } from '../hub-client.ts';
import { hubStarting } from '../hub-starting.ts';
import { plainText } from '../output/style.ts';
import { aboutServer } from '../suggest.ts';

export function addSignIn(program: Command, context: Context): void {
  program
    .command('sign-in')
    .description('sign in to a remote server, in the browser')
    .argument('<server>', 'its name')
    .option('--no-open', 'print the link instead of opening it')
    .action((id: string, { open }: { open: boolean }) => signIn(context, id, open));
}

async function signIn(context: Context, id: string, opens: boolean): Promise<void> {
  const hub = await hubStarting(context);
  const begun = Date.now();
  const { url } = await aboutServer(hub, id, () => hub.servers.signIn({ id }));
  const isOpened = opens && (await open(context, url));
  if (!isOpened) context.note(`Open this link in a browser:\n${url}`);
  context.note('Waiting for the browser …');
  const stop = takeAddresses(context, (address) => hub.servers.finishSignIn({ id, address }));
  const signedIn = await outcome(hub, id, begun).finally(stop);
  context.print(
    signedIn,
    () => `Signed in to ${id}: ${plainText(describeSignIn(signedIn, context.io.now()))}`,
  );
}

/** @returns whether a browser has it now. */
async function open(context: Context, url: string): Promise<boolean> {
  // Whom people give their password to is the server's choice, so it is named before.
  context.note(`Opening ${new URL(url).host} in the browser.`);
  try {
    await context.io.openUrl(url);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof LoomError)) throw thrown;
    context.note(thrown.message);
    return false;
  }
}

/** Of a browser on another machine, which cannot come back by itself; only at a terminal. */
function takeAddresses({ io, note }: Context, finish: (address: string) => Promise<unknown>) {
  if (!io.stdin.isTTY) return () => {};
  note('On another machine its last page does not open: paste the address of that page here.');
  const lines = createInterface({ input: io.stdin, terminal: false });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    finish(line).catch((thrown: unknown) => {
      // Why the sign-in itself failed is the outcome, and told as such.
      if (thrown instanceof LoomError && thrown.code === 'usage') note(toldWhole(thrown));
    });
  });
  return () => lines.close();
}

function toldWhole({ message, remedy }: LoomError): string {
  return [message, remedy].filter(Boolean).join(' ');
}

/** @throws LoomError where it failed, or somebody gave it up elsewhere. */
async function outcome(hub: HubClient, id: string, begun: number): Promise<SignInView> {
  for await (const { servers } of await hub.hub.changes()) {
    const view = servers.find((server) => server.id === id)?.signIn;
    if (view?.phase === 'waiting') continue;
    if (view?.phase === 'signed-in' && view.since >= begun) return view;
    throw notSignedIn(id, view);
  }
  throw new LoomError('hub-stopping', 'the hub is stopping', { server: id });
}

function notSignedIn(server: string, view: ServerView['signIn']): LoomError {
  if (view?.phase === 'failed') {
    return new LoomError('sign-in-failed', view.error, { server, remedy: view.remedy });
  }
  return new LoomError('sign-in-failed', 'The sign-in was given up.', { server });
}
