/**
 * What a process that is nothing but a hub or a proxy gives to Node (`resources/bin/loom` says the
 * same). V8's young generation would grow to 64 MB under load; their garbage dies as young in 4, at
 * the same speed. Of V8's four helper threads one is enough to compile and to collect garbage for
 * them; each keeps memory of its own.
 */
export const hubNodeFlags: readonly string[] = ['--max-semi-space-size=2', '--v8-pool-size=1'];
