import { spawn } from 'node:child_process';
import { LoomError } from '../src-shared/errors.ts';

const openers: Record<string, [command: string, ...args: string[]]> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Opens a web page in the user's browser; never through a shell, and nothing but http(s). */
export async function openUrl(url: string, platform: string): Promise<void> {
  if (!/^https?:$/.test(new URL(url).protocol)) {
    throw new LoomError('internal', `The hub's link is no web address: ${url}`);
  }
  const [command, ...args] = openers[platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { detached: true, stdio: 'ignore' });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) =>
      reject(
        new LoomError('not-found', `No browser could be opened: ${command} did not start.`, {
          cause,
          remedy: 'Open the link yourself.',
        }),
      ),
    );
  });
  child.unref();
}
