/** What Loom calls itself where it tries out a client's entry: it is no sign of the client's life. */
export const verifierName = 'loom-verify';
