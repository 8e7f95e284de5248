/** Signing in to a server over HTTP. */
export const signIn = {
  title: 'Sign-in',
  signIn: 'Sign in',
  beginning: 'Preparing…',
  needed: (server: string) => `${server} wants you to sign in.`,
  asksFor: 'It asks for',
  waiting: 'A browser is awaited.',
  waitsUntil: (time: string) => `Until ${time}. What is done there comes back here by itself.`,
  open: (host: string) => `Continue at ${host}`,
  again: 'Sign in again',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  signedIn: 'Signed in by',
  renews: 'Renews itself.',
  ends: (time: string) => `Ends ${time}.`,
  wanted: 'It asked for more than it may:',
  allowMore: 'Allow more',
  signOut: 'Sign out',
  signOutOf: (server: string) => `Sign out of ${server}?`,
  signOutWhat: (server: string) =>
    `Loom forgets its tokens and has them revoked. ${server} waits until somebody signs in again; calls to it fail meanwhile.`,
};
