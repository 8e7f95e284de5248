/** What a browser does in a sign-in, without one: it follows the redirects from page to page. */
export async function browse(address: string): Promise<Response> {
  for (let url = address, hops = 0; hops < 10; hops++) {
    const response = await fetch(url, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (location === null) return response;
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  throw new Error('too many redirects');
}
