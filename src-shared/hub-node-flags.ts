/**
 * What a process that is nothing but a hub or a proxy gives to Node (`resources/bin/loom` says the
 * same). V8's young generation would grow to 64 MB under load; their garbage dies as young in 8, at
 * the same speed.
 */
export const hubNodeFlags: readonly string[] = ['--max-semi-space-size=4'];
