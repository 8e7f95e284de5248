const titles = {
  signedIn: 'Signed in',
  failed: 'Not signed in',
  unfinished: 'Not finished yet',
  unknown: 'Nothing here',
} as const;

const texts = {
  signedIn: 'Loom keeps the sign-in, and goes on by itself. You can close this page.',
  failed: 'Nothing was kept. Loom tells what to do. You can close this page.',
  unfinished: 'Loom is still at it, and tells how it ends. You can close this page.',
  unknown: 'No sign-in waits for this page.',
} as const;

export type AnswerPage = keyof typeof titles;

/**
 * What a browser shows when it comes back from a sign-in: plain.
 *
 * @param why - a line before the rest. It may quote what a stranger said, so it stays text.
 */
export function answerPage(page: AnswerPage, why = ''): string {
  const title = titles[page];
  const reason = why && `<p>${escaped(why)}</p>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${title} – Loom</title></head>`,
    `<body><h1>${title}</h1>${reason}<p>${texts[page]}</p></body></html>`,
  ].join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Nothing in it runs or is loaded, and its address goes nowhere. */
export const answerHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const;
