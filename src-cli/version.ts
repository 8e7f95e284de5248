/** The version of this `loom` command; `unbuilt` when it runs from the sources. */
export const version: string = typeof __LOOM_VERSION__ === 'string' ? __LOOM_VERSION__ : 'unbuilt';
