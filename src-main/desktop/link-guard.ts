/** A link opens only so shortly after a person's own click or key. */
const clickMs = 2000;

export interface LinkGuard {
  /** A person has clicked in the page, or pressed a key. */
  clicked(): void;
  /** Whether the page may now have the browser open this; one click, one link. */
  mayOpen(url: string): boolean;
}

/** Decides which links of a page lead to the browser. */
export function createLinkGuard(now: () => number = () => performance.now()): LinkGuard {
  let clickedAt = Number.NEGATIVE_INFINITY;
  return {
    clicked() {
      clickedAt = now();
    },
    mayOpen(url) {
      const isClicked = now() - clickedAt < clickMs;
      clickedAt = Number.NEGATIVE_INFINITY;
      return isClicked && isWebAddress(url);
    },
  };
}

/** Anything else would start some program with what a server may have written. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return /^https?:$/.test(url?.protocol ?? '') && url?.username === '' && url.password === '';
}
