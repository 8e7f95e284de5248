import { test } from 'vitest';
import { startHub } from '../harness/hub.ts';
import { serverEntry } from '../harness/servers.ts';
import { launchBrowser } from './open-console.ts';
import { openConsole } from './real-console.ts';

const servers = {
  echo: serverEntry('echo'),
  broken: serverEntry('exit-at-start'),
  nopath: { transport: 'stdio', command: 'uvx-nowhere' },
  locked: { ...serverEntry('echo'), env: { TOKEN: '${secret:NOT_THERE}' } },
};
test('shots', async () => {
  const browser = await launchBrowser();
  await using hub = await startHub({ servers } as never);
  await Promise.allSettled(['broken', 'locked', 'nopath'].map((id) => hub.api.servers.start({ id })));
  await using opened = await openConsole(hub, browser, { path: '/settings' });
  const { page } = opened;
  await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
  await page.getByText('Hub läuft').waitFor();
  for (const [name, path] of [['overview','/'],['servers','/servers'],['doctor','/doctor'],['nopath','/servers/nopath']] as const) {
    await page.goto(new URL(path, page.url()).href);
    await page.getByText('Hub läuft').waitFor();
    await page.waitForTimeout(1200);
    await page.screenshot({ path: `/tmp/l1/shots/${name}.png` });
  }
  await page.goto(new URL('/servers', page.url()).href);
  await page.getByText('Hub läuft').waitFor();
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  await page.waitForTimeout(600);
  await page.screenshot({ path: '/tmp/l1/shots/rtl.png' });
  await browser.close();
});
