/**
 * What a process that is nothing but a hub gives to Node. V8's young generation would grow to 64 MB
 * under load; a hub's garbage dies as young in 8, at the same speed.
 */
export const hubNodeFlags: readonly string[] = ['--max-semi-space-size=4'];
