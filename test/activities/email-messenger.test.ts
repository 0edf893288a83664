import PostalMime from 'postal-mime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emailMessenger } from '../../activities/email-messenger.ts';
import { startInbox } from '../../local/inbox.ts';
import { faults } from '../../src/ports/activities.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { fakeMailServer } from '../fakes/mail-server.ts';
import type { MailTrouble } from '../fakes/mail-server.ts';
import { freePort } from '../local/real-server.ts';

const from = 'Fairlead <sop@team.example>';

function mailing(smtpUrl: string): Messenger {
  const messenger = emailMessenger({ smtpUrl, from }, playbookOf);
  onTestFinished(() => messenger.close());
  return messenger;
}

async function byMail(...troubles: readonly MailTrouble[]) {
  const server = await fakeMailServer();
  server.meet(...troubles);
  return { server, messenger: mailing(server.smtpUrl) };
}

const headersOf = (raw = ''): string => raw.slice(0, raw.indexOf('\r\n\r\n'));

describe('a letter by mail', () => {
  it('arrives as text and as HTML, marked as sent by a machine', async () => {
    const inbox = await startInbox({ smtpPort: 0, pagePort: 0 });
    onTestFinished(() => inbox.stop());
    const delivery = await mailing(inbox.smtpUrl).deliver(letterWith({ customer: 'Größe & Söhne' }));
    const mail = {
      from,
      to: 'The VP <vp@customer.example>',
      subject: expect.stringContaining('Größe & Söhne'),
      text: expect.stringContaining('Hello The VP,'),
      html: expect.stringContaining('Größe &amp; Söhne'),
      headers: { 'message-id': delivery.id, 'auto-submitted': 'auto-generated' },
    };
    expect(await (await fetch(`${inbox.url}/api/messages`)).json()).toMatchObject([mail]);
    expect(delivery.id).toMatch(/^<[\da-f]{32}@team\.example>$/);
  });

  it('is in the name of whoever speaks for the team, to whom an answer goes, and signed by them', async () => {
    const { server, messenger } = await byMail();
    await messenger.deliver(letterWith({ sender: { name: 'Ada Sample', email: 'ada@team.example' } }));
    const mail = await PostalMime.parse(server.mailbox[0] ?? '');
    expect(mail.from).toMatchObject({ name: 'Ada Sample', address: 'sop@team.example' });
    expect(mail.replyTo).toMatchObject([{ name: 'Ada Sample', address: 'ada@team.example' }]);
    expect(mail.text).toMatch(/\n\nAda Sample, for the Acme team\n\n-- \nAcme · acme-events\n*$/);
    expect(mail.html).toContain('>Ada Sample, for the Acme team</p><p><small>Acme · acme-events</small></p>');
  });

  it('is not signed by whoever reads it, and has nobody to answer to when nobody is known', async () => {
    const { server, messenger } = await byMail();
    await messenger.deliver(letterWith({ sender: { name: 'The VP', email: 'vp@customer.example' } }));
    await messenger.deliver(letterWith({ key: 'another' }));
    const [own, unsigned] = await Promise.all(server.mailbox.map((raw) => PostalMime.parse(raw)));
    expect(own?.text).not.toContain('for the Acme team');
    expect(unsigned?.text).not.toContain('for the Acme team');
    expect(unsigned?.from).toMatchObject({ name: 'Fairlead', address: 'sop@team.example' });
    expect(unsigned?.replyTo).toBeUndefined();
  });

  it('has the same Message-ID whenever it is tried, as when its acknowledgement was lost', async () => {
    const { server, messenger } = await byMail({ at: 'message', hangUp: 'after' });
    expect(await failureOf(messenger.deliver(letterWith()))).toMatchObject({ nonRetryable: false });
    await messenger.deliver(letterWith());
    await messenger.deliver(letterWith({ key: 'another' }));
    const ids = server.mailbox.map((raw) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    { at: 'RCPT', answer: '550 5.1.1 No such user here' },
    { at: 'RCPT', answer: '553 5.1.3 Bad address syntax' },
    { at: 'DATA', answer: '554 5.7.1 Refused by policy' },
    { at: 'message', answer: '552 5.3.4 Message too large' },
  ] as const)('is given up when $at is answered with $answer, in the words of the server', async (trouble) => {
    const { server, messenger } = await byMail(trouble);
    const failure = await failureOf(messenger.deliver(letterWith()));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.undeliverable });
    expect(failure.message).toContain(trouble.answer);
    expect(server.mailbox).toEqual([]);
  });

  it.each([
    { at: 'greeting', answer: '554 5.7.1 You are on a list' },
    { at: 'greeting', answer: '421 4.3.2 Shutting down' },
    { at: 'greeting', hangUp: 'before' },
    { at: 'MAIL', answer: '530 5.7.0 Log in first' },
    { at: 'MAIL', answer: '452 4.3.1 Disk full' },
    { at: 'RCPT', answer: '451 4.7.1 Greylisted' },
    { at: 'RCPT', answer: '421 4.3.2 Shutting down' },
    { at: 'DATA', answer: '451 4.3.0 Try later' },
    { at: 'DATA', hangUp: 'before' },
    { at: 'message', answer: '451 4.3.0 Try later' },
    { at: 'message', hangUp: 'before' },
  ] satisfies readonly MailTrouble[])(
    'is left to be tried again after $at $answer $hangUp, and arrives then',
    async (trouble) => {
      const { server, messenger } = await byMail(trouble);
      const failure = await failureOf(messenger.deliver(letterWith()));
      expect(failure).toMatchObject({ nonRetryable: false });
      expect(failure.message).toContain('the-vp');
      await messenger.deliver(letterWith());
      expect(server.mailbox).toHaveLength(1);
    },
  );

  it('waits for the operator when the log-in is refused, and keeps the password to itself', async () => {
    const { server } = await byMail({ at: 'AUTH', answer: '535 5.7.8 Wrong password' });
    const messenger = mailing(server.smtpUrl.replace('//', '//robot:made-up-secret@'));
    const failure = await failureOf(messenger.deliver(letterWith()));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(failure.message).toContain('FAIRLEAD_SMTP_URL');
    expect(JSON.stringify(failure)).not.toContain('made-up-secret');
  });

  it('is left to be tried again when no server is there', async () => {
    const messenger = mailing(`smtp://127.0.0.1:${await freePort()}`);
    expect(await failureOf(messenger.deliver(letterWith()))).toMatchObject({ nonRetryable: false });
  });

  it('is given up when there is no address', async () => {
    const { server, messenger } = await byMail();
    const failure = await failureOf(messenger.deliver(letterWith({ to: { email: '' } })));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.undeliverable });
    expect(server.recipients).toEqual([]);
  });
});

const nasty = [
  'Acme\r\nBcc: thief@evil.example',
  'Acme\nX-Evil: yes\n\n<b>body</b>',
  'Acme\u2028Bcc: thief@evil.example',
  'Acme\u0000\u000B\u0085Cc: thief@evil.example',
  '"Acme" <thief@evil.example>',
  '=?utf-8?Q?Acme=0D=0ABcc:_thief@evil.example?=',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><a href="https://evil.example">Click</a>',
  '<%= it.footer %>{person}',
];

describe('whatever people write, in a mail', () => {
  it.each(nasty)('stays text: %j', async (text) => {
    const { server, messenger } = await byMail();
    const sender = { name: text, email: 'ada@team.example' };
    const letter = letterWith({
      customer: text,
      template: 'attention',
      values: { problem: text },
      to: { name: text },
      sender,
    });
    await messenger.deliver(letter);
    const [raw] = server.mailbox;
    const mail = await PostalMime.parse(raw ?? '');
    expect(server.recipients).toEqual(['RCPT TO:<vp@customer.example>']);
    expect(mail.to?.map(({ address }) => address)).toEqual(['vp@customer.example']);
    expect(mail.replyTo?.map(({ address }) => address)).toEqual(['ada@team.example']);
    expect(mail.from?.address).toBe('sop@team.example');
    expect(headersOf(raw)).not.toMatch(/^(bcc|cc|x-evil)/im);
    expect(mail.html).not.toMatch(/<(?!\/?(html|body|p|small)\b|!doctype)/i);
  });

  it.each([
    'vp@customer.example, thief@evil.example',
    'vp@customer.example\r\nBcc: thief@evil.example',
    'vp@customer.example> SIZE=1\r\nRCPT TO:<thief@evil.example',
    '<vp@customer.example> thief@evil.example',
  ])('reaches no second address: %j', async (email) => {
    const { server, messenger } = await byMail();
    await messenger.deliver(letterWith({ to: { email } })).catch(() => undefined);
    expect(server.recipients.length).toBeLessThanOrEqual(1);
    expect(server.recipients).not.toContain('RCPT TO:<thief@evil.example>');
    expect(headersOf(server.mailbox[0])).not.toMatch(/^bcc/im);
  });
});
