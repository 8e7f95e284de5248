import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useMessages } from '../../../state/messages.tsx';
import button from '../../../ui/button.module.css';

/** The way to where one signs in; its host is named before anybody goes there. */
export function OpenBrowser({ link }: { link: string }) {
  const words = useMessages().signIn;
  const anchor = useRef<HTMLAnchorElement>(null);
  // It stands where the button was that somebody has just pressed.
  useEffect(() => anchor.current?.focus(), []);
  return (
    <a
      ref={anchor}
      href={link}
      target="_blank"
      rel="noopener noreferrer"
      className={button.button}
      data-look="primary"
    >
      {words.open(URL.parse(link)?.host ?? '')}
      <IconExternalLink size={14} stroke={1.5} aria-hidden />
    </a>
  );
}
