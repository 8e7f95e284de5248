/** What a browser does in a sign-in, without one: it follows the redirects from page to page. */
export async function browse(address: string): Promise<Response> {
  return (await follow(address, () => false)).response;
}

/** A browser on another machine: the page that it ends at does not open there. */
export async function browseElsewhere(address: string): Promise<string> {
  const back = new URL(address).searchParams.get('redirect_uri') ?? '';
  return (await follow(address, (next) => next.startsWith(back))).url;
}

/** @param isEnd - where it does not go any more. */
async function follow(address: string, isEnd: (url: string) => boolean) {
  for (let url = address, hops = 0; hops < 10; hops++) {
    const response = await fetch(url, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null) return { url, response };
    await response.body?.cancel();
    url = new URL(location, url).href;
    if (isEnd(url)) return { url, response };
  }
  throw new Error('too many redirects');
}
