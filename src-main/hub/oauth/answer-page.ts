/** What a browser shows when it comes back from a sign-in: plain, and nothing of what it brought. */
function answerPage(title: string, text: string): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${title} – Loom</title></head>`,
    `<body><h1>${title}</h1><p>${text}</p></body></html>`,
  ].join('');
}

export const answerPages = {
  signedIn: answerPage('Signed in', 'Loom goes on by itself. You can close this page.'),
  failed: answerPage('Not signed in', 'Loom tells why, and what to do. You can close this page.'),
  unknown: answerPage('Nothing here', 'No sign-in waits for this page.'),
} as const;

/** Nothing in it runs or is loaded, and its address goes nowhere. */
export const answerHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const;
