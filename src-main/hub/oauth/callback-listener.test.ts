import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type CallbackListener, listenForCallback } from './callback-listener.ts';

const open: CallbackListener[] = [];

afterEach(() => {
  for (const listener of open.splice(0)) listener.close();
});

async function listen(waitMs?: number): Promise<CallbackListener> {
  const listener = await listenForCallback('the-state', 0, waitMs);
  open.push(listener);
  return listener;
}

/** As `fetch`, which does not let anybody say which host is meant. */
function statusOf(url: string, options: { method?: string; host?: string } = {}): Promise<number> {
  const { method = 'GET', host } = options;
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

describe('listenForCallback', () => {
  test('takes one answer, and says in a page what became of it', async () => {
    const { redirectUrl, callback } = await listen();
    const page = fetch(`${redirectUrl}?state=the-state&code=c&iss=i`);
    const { parameters, answer } = await callback;
    expect(Object.fromEntries(parameters)).toEqual({ state: 'the-state', code: 'c', iss: 'i' });
    expect(await statusOf(`${redirectUrl}?state=the-state&code=other`)).toBe(404);
    answer('signedIn');
    const response = await page;
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toContain('Signed in');
  });

  test('quotes why it failed as text, and says that nothing was kept', async () => {
    const { redirectUrl, callback } = await listen();
    const page = fetch(`${redirectUrl}?state=the-state&error=x`);
    (await callback).answer('failed', 'it said: <script>"x"</script>');
    const text = await (await page).text();
    expect(text).toContain('it said: &#60;script&#62;&#34;x&#34;&#60;/script&#62;');
    expect(text).toContain('Nothing was kept.');
  });

  test('takes the address that a browser elsewhere ended at, once, and no other one', async () => {
    const { redirectUrl, callback, take } = await listen();
    const { host } = new URL(redirectUrl);
    const good = `${redirectUrl}?state=the-state&code=c`;
    for (const wrong of [
      '',
      'the-state',
      redirectUrl,
      `${redirectUrl}?state=other&code=c`,
      `http://${host}/?state=the-state&code=c`,
      `https://${host}/callback?state=the-state&code=c`,
      'http://127.0.0.1:1/callback?state=the-state&code=c',
    ]) {
      expect(take(wrong), wrong).toBe(false);
    }
    expect(take(` ${good}\n`)).toBe(true);
    const { parameters, answer } = await callback;
    expect(Object.fromEntries(parameters)).toEqual({ state: 'the-state', code: 'c' });
    answer('signedIn');
    expect(take(good)).toBe(false);
    expect(await statusOf(good)).toBe(404);
  });

  test('lets no browser wait for ever: it is told once, that it takes longer', async () => {
    const { redirectUrl, callback } = await listen(1);
    const response = await fetch(`${redirectUrl}?state=the-state&code=c`);
    expect(await response.text()).toContain('Not finished yet');
    (await callback).answer('signedIn');
  });

  test('takes nothing from strangers, and goes on waiting', async () => {
    const { redirectUrl, callback } = await listen();
    const { host, port } = new URL(redirectUrl);
    const good = `${redirectUrl}?state=the-state&code=c`;
    expect(await statusOf(`${redirectUrl}?state=other&code=c`)).toBe(400);
    expect(await statusOf(`${redirectUrl}?code=c`)).toBe(400);
    expect(await statusOf(`${redirectUrl}/?state=the-state&code=c`)).toBe(404);
    expect(await statusOf(`http://${host}/?state=the-state&code=c`)).toBe(404);
    expect(await statusOf(good, { method: 'POST' })).toBe(404);
    expect(await statusOf(good, { host: `localhost:${port}` })).toBe(404);
    expect(await statusOf(good, { host: `evil.example.com:${port}` })).toBe(404);
    const answered = statusOf(good);
    (await callback).answer('failed');
    expect(await answered).toBe(400);
  });

  test('listens on loopback only, and not at all once it is closed', async () => {
    const listener = await listen();
    expect(new URL(listener.redirectUrl).hostname).toBe('127.0.0.1');
    listener.close();
    await expect(fetch(listener.redirectUrl)).rejects.toThrow();
  });

  test('says which port is taken', async () => {
    const { redirectUrl } = await listen();
    const port = Number(new URL(redirectUrl).port);
    await expect(listenForCallback('s', port)).rejects.toMatchObject({
      code: 'sign-in-failed',
      message: expect.stringContaining(String(port)),
    });
  });
});
