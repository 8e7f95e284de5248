import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { tokenText } from '../../../src-shared/domain/token.ts';
import { describeSecret, findSecrets } from './find-secrets.ts';
import { type FindKnownFormats, loadKnownFormats } from './known-formats.ts';
import { madeUp } from './testing/made-up.ts';
import type { TextLeaf } from './text-leaf.ts';

let findFormats: FindKnownFormats;
beforeAll(async () => {
  findFormats = await loadKnownFormats();
}, 20_000);

type Path = TextLeaf['path'];

/** The secrets in a server's definition, as pieces of its texts. */
async function secretsOf(...texts: [Path, string][]): Promise<string[]> {
  const leaves = texts.map(([path, text]) => ({ path, text, line: 1, column: 1 }));
  const found = await findSecrets(leaves, findFormats);
  return found.map(({ leaf, start, end }) => leaf.text.slice(start, end));
}

const inEnv = (name: string, text: string) => secretsOf([['servers', 'x', 'env', name], text]);

const github = `gh${'p_'}${madeUp(36)}`;
const password = `${madeUp(6)}-77`;
const uuid = [8, 4, 4, 4, 12].map((length) => madeUp(length, 'hex')).join('-');

describe('a field', () => {
  test.each([
    ['GITHUB_TOKEN', github],
    ['ANYTHING', github],
    ['ANYTHING', `github${'_pat_'}${madeUp(82)}`],
    ['ANYTHING', `sk${'-ant-api03-'}${madeUp(93)}AA`],
    ['ANYTHING', `xox${'b-'}${'1'.repeat(11)}-${'2'.repeat(11)}-${madeUp(24)}`],
    ['ANYTHING', `glpat${'-'}${madeUp(20)}`],
    ['ANYTHING', `hf${'_'}${madeUp(34, 'letters')}`],
    ['ANYTHING', `npm${'_'}${madeUp(36)}`],
    ['AWS_SECRET_ACCESS_KEY', madeUp(40)],
    ['OPENAI_API_KEY', madeUp(32)],
    ['openaiApiKey', madeUp(32, 'hex')],
    ['X-Api-Key', madeUp(24, 'hex')],
    ['LINEAR_TOKEN', `lin${'_'}${madeUp(14)}`],
    // By chance it holds what stands in for a secret elsewhere.
    ['TOKEN', `${madeUp(9)}4xXx98${madeUp(9)}`],
    ['TOKEN', `${madeUp(9)}5YouR7${madeUp(9)}`],
    ['TOKEN', `${madeUp(9)}XxxX${madeUp(11)}`],
    ['NOTION_TOKEN', uuid],
    ['DB_PASSWORD', password],
    ['PGPASSWORD', 'correct horse battery staple'],
    ['CLIENT_SECRET', `${madeUp(10)}12`],
    ['SENTRY_AUTH', madeUp(40, 'hex')],
    ['PIN_TOKEN', '4815162342'],
  ])('called %s holds a secret (%#)', async (name, text) => {
    expect(await inEnv(name, text)).toEqual([text]);
  });

  test.each([
    ['GITHUB_TOKEN', '${secret:GITHUB_TOKEN}'],
    // As long as a secret, and after a word that calls it one.
    ['API_TOKEN', '${secret:CLOUDFLARE_API_TOKEN_2}'],
    ['Authorization', 'Bearer ${secret:CLOUDFLARE_API_TOKEN_2}'],
    ['API_TOKEN', '${input:token:cloudflare-api-token-2}'],
    ['GITHUB_TOKEN', '${env:GITHUB_TOKEN}'],
    ['GITHUB_TOKEN', '${input:github-token}'],
    ['GITHUB_TOKEN', '{env:GITHUB_TOKEN}'],
    ['GITHUB_TOKEN', '$GITHUB_TOKEN'],
    ['GITHUB_TOKEN', '$(gh auth token)'],
    ['GITHUB_TOKEN', '${{ secrets.GITHUB_TOKEN }}'],
    ['GITHUB_TOKEN', '%GITHUB_TOKEN%'],
    ['GITHUB_TOKEN', 'op://Private/GitHub/token'],
    ['GITHUB_TOKEN', '<your token>'],
    ['GITHUB_TOKEN', 'your-github-token-here'],
    ['GITHUB_TOKEN', 'YOUR_API_KEY_123456'],
    ['GITHUB_TOKEN', `gh${'p_'}${'x'.repeat(30)}`],
    ['GITHUB_TOKEN', '...'],
    ['API_KEY', 'xxx'],
    ['API_KEY', '123-xxx456-789'],
    ['API_KEY', 'XXXX-XXXX-12345678'],
    ['API_KEY', 'changeme'],
    ['API_KEY', 'change-me-please-123'],
    ['API_KEY', 'my-api-key'],
    ['API_KEY', '12345678'],
    ['API_KEY', '********'],
    ['DB_PASSWORD', 'password'],
    ['DB_PASSWORD', 'postgres'],
    ['DB_PASSWORD', ''],
    ['API_KEY', 'read-from-keychain'],
    ['API_KEY_FILE', `/run/secrets/${madeUp(24)}`],
    ['SSH_KEY', '/home/ada/.ssh/id_ed25519_work_2024'],
    ['SSH_KEY', 'C:\\Users\\Ada\\keys\\deploy_2024.pem'],
    ['AUTH', 'https://auth.example.com/realms/main'],
    ['AUTH_URL', `https://auth.example.com/${madeUp(10)}`],
    ['MAX_TOKENS', '4096000000'],
    ['TOKENIZERS_PARALLELISM', 'disabled01'],
    ['CLIENT_ID', madeUp(32)],
    ['SESSION_KEY', uuid],
    ['COMMIT', madeUp(40, 'hex')],
    ['STRIPE_PUBLISHABLE_KEY', madeUp(32)],
    ['AUTH_TYPE', 'oauth2-client-credentials'],
    ['TOKEN', 'true'],
    ['GITHUB_TOOLSETS', 'repos,issues,pull_requests'],
    ['CACHE_KEY', 'v2-linux-node-modules-main'],
    ['AWS_PROFILE', 'production-eu-west-1-admin'],
  ])('called %s holds none (%#)', async (name, text) => {
    expect(await inEnv(name, text)).toEqual([]);
  });
});

describe('a text with a secret in it', () => {
  const url = 'https://mcp.example.com/mcp';
  test.each([
    [['headers', 'Authorization'], `Bearer ${github}`, github],
    [['headers', 'Authorization'], `Basic ${madeUp(16)}12==`, `${madeUp(16)}12==`],
    [['headers', 'X-Whatever'], `Bearer ${madeUp(24)}`, madeUp(24)],
    [['url'], `${url}?api_key=${madeUp(20)}&region=eu`, madeUp(20)],
    [['url'], `https://ada:${password}@mcp.example.com/mcp`, password],
    [['url'], `https://${madeUp(32, 'hex')}@mcp.example.com/mcp`, madeUp(32, 'hex')],
    [['url'], `${url}/s/${madeUp(48)}/mcp`, madeUp(48)],
    [['env', 'DATABASE_URI'], `postgresql://ada:${password}@localhost:5432/shop`, password],
    [['env', 'DSN'], `Server=db;User Id=ada;Password=${password};`, password],
    [['args', 1], `--token=${madeUp(20)}`, madeUp(20)],
    [['args', 1], `API_TOKEN=${madeUp(20)}`, madeUp(20)],
    [['args', 1], `Authorization: Bearer ${madeUp(20)}`, madeUp(20)],
    [['args', 1], `{"exaApiKey":"${uuid}","debug":false}`, uuid],
    [['args', 1], `API_TOKEN='${madeUp(20)}' exec node server.js`, madeUp(20)],
    [['args', 1], `curl -H "X-Api-Key: ${madeUp(20)}" ${url}`, madeUp(20)],
    [['args', 1], `node server.js --api-key ${madeUp(20)} --quiet`, madeUp(20)],
  ] satisfies [Path, string, string][])(
    'names exactly that piece (%#)',
    async (path, text, piece) => {
      expect(await secretsOf([['servers', 'x', ...path], text])).toEqual([piece]);
    },
  );

  test.each([
    [['url'], `${url}?api_key=\${secret:KEY}`],
    [['url'], `${url}?page_token=next&key=main`],
    [['url'], 'postgres://postgres:postgres@localhost/postgres'],
    [['url'], 'https://${env:USER}:${secret:PASSWORD}@mcp.example.com'],
    [['url'], `https://raw.example.com/loom/${madeUp(40, 'hex')}/README.md`],
    [['headers', 'Authorization'], 'Bearer ${secret:TOKEN}'],
    [['args', 1], '--header=Authorization: Bearer ${AUTH_TOKEN}'],
    [['args', 1], '@modelcontextprotocol/server-everything@2026.8.31'],
    [['args', 1], '--token-file=/run/secrets/main_2024'],
    [['args', 1], `sha256:${madeUp(64, 'hex')}`],
  ] satisfies [Path, string][])(
    'and nothing but a reference or a name: none (%#)',
    async (path, text) => {
      expect(await secretsOf([['servers', 'x', ...path], text])).toEqual([]);
    },
  );

  test('takes the flag before an argument for its name, but not one in another list', async () => {
    const args = (index: number, server = 'x') => ['servers', server, 'args', index];
    const value = madeUp(20);
    expect(await secretsOf([args(0), '--api-key'], [args(1), value])).toEqual([value]);
    expect(await secretsOf([args(0), '--quiet'], [args(1), value])).toEqual([]);
    expect(await secretsOf([args(0), '--api-key'], [args(1, 'y'), value])).toEqual([]);
  });

  test('may be a token of a hub, or the same token twice', async () => {
    const own = tokenText(new Uint8Array(32).fill(77));
    const found = await findSecrets(
      [{ path: ['x'], text: `url ${own} ${own.slice(0, -1)}`, line: 1, column: 1 }],
      findFormats,
    );
    expect(found).toMatchObject([{ format: 'loom', start: 4, end: 4 + own.length }]);
    expect(await secretsOf([['x'], `${github} and ${github}`])).toEqual([github, github]);
  });

  test('may hold several', async () => {
    const [one, two] = [madeUp(20), madeUp(24, 'word', 2)];
    const text = `https://ada:${one}@mcp.example.com/?token=${two}`;
    expect(await secretsOf([['servers', 'x', 'url'], text])).toEqual([one, two]);
  });
});

describe('what is shown', () => {
  test('says where, what kind and how long, and only the beginning that all such tokens have', async () => {
    const leaf = { path: ['servers', 'x', 'env', 'T'], text: github, line: 4, column: 9 };
    const [found] = await findSecrets([leaf], findFormats);
    expect(found && describeSecret(found, { file: '/f', client: 'Cursor' })).toEqual({
      file: '/f',
      client: 'Cursor',
      line: 4,
      column: 9,
      field: 'servers.x.env.T',
      format: 'github',
      preview: 'ghp_…(40 characters)',
    });
  });

  test('is not even the beginning of a password', async () => {
    const path = ['servers', 'x', 'env', 'DB_PASSWORD'];
    const text = `abc_def-${password}`;
    const [found] = await findSecrets([{ path, text, line: 1, column: 1 }], findFormats);
    expect(found && describeSecret(found, { file: '/f' }).preview).toBe('…(17 characters)');
  });

  test('never holds the secret, in whatever field it stands', async () => {
    const name = fc.constantFrom('TOKEN', 'password', 'url', 'Authorization', 'any thing', '');
    const before = fc.constantFrom('', 'Bearer ', 'https://u:', '--token=', 'x', '{"apiKey":"');
    const after = fc.constantFrom('', '@h/p', '"}', ' ', '&x=1');
    const secret = fc
      .nat()
      .chain((seed) =>
        fc.constantFrom(madeUp(30, 'word', seed), `ghp${'_'}${madeUp(36, 'word', seed)}`),
      );
    await fc.assert(
      fc.asyncProperty(name, before, after, secret, async (key, head, tail, value) => {
        const path = ['servers', value, key];
        const leaf = { path, text: head + value + tail, line: 1, column: 1 };
        for (const found of await findSecrets([leaf], findFormats)) {
          const shown = JSON.stringify(describeSecret(found, { file: '/f' }));
          expect(shown).not.toContain(value.slice(4));
          expect(found.end).toBeGreaterThan(found.start);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('takes any text, and no text long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (name, text) => {
        await inEnv(name, text);
      }),
      { numRuns: 200 },
    );
    for (const piece of [
      'a=',
      '"a":"',
      '--a ',
      'a:',
      'https://a:',
      '-----BEGIN PRIVATE KEY-----\n',
    ]) {
      await inEnv('TOKEN', piece.repeat(64 * 1024).slice(0, 64 * 1024));
    }
    // Nothing but computing, of which a busy machine does less.
  }, 60_000);
});
