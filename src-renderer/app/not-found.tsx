import { useMessages } from '../state/messages.tsx';
import { Explained } from '../ui/explained.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';

export function NotFound() {
  const { notFound } = useMessages().frame;
  return (
    <Page title={notFound.title}>
      <Explained what={notFound.why} action={<LinkButton to="/">{notFound.home}</LinkButton>} />
    </Page>
  );
}
