import { expect, test } from 'vitest';
import { createNotifier } from './notices.ts';
import { createStandIn } from './testing/stand-in.ts';

test('a click on a notice leads to where its trouble is mended', () => {
  const { electron, notifications } = createStandIn();
  const opened: string[] = [];
  const show = createNotifier(electron.Notification, (path) => opened.push(path));
  show({ key: 'failed github', title: 'github failed', body: 'it broke', path: '/servers/github' });
  expect(notifications).toMatchObject([{ title: 'github failed', body: 'it broke', shown: true }]);
  expect(opened).toEqual([]);
  notifications[0]?.emit('click');
  expect(opened).toEqual(['/servers/github']);
});
