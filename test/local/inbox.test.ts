import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { SendMailOptions } from 'nodemailer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startInbox } from '../../local/inbox.ts';
import type { Inbox } from '../../local/inbox.ts';
import { tempDir } from './temp-dir.ts';

async function inbox(folder?: string): Promise<Inbox> {
  const started = await startInbox({ smtpPort: 0, pagePort: 0, ...(folder !== undefined && { folder }) });
  onTestFinished(() => started.stop());
  return started;
}

async function send({ smtpUrl }: Inbox, mail: SendMailOptions): Promise<void> {
  const transport = createTransport(smtpUrl);
  await transport.sendMail({
    from: 'Fairlead <sop@team.example>',
    to: 'vp@customer.example',
    subject: 'Please sign off',
    text: 'Hello',
    ...mail,
  });
  transport.close();
}

const page = async (url: string): Promise<string> => (await fetch(url)).text();
const messages = async ({ url }: Inbox) => (await fetch(`${url}/api/messages`)).json();
const idOf = (html: string): string => /\/messages\/([\w-]+)/.exec(html)?.[1] ?? '';

describe('the local inbox', () => {
  it('says that it is empty', async () => {
    expect(await page((await inbox()).url)).toContain('No mail yet.');
  });

  it('keeps a mail sent by SMTP, newest first, readable as JSON', async () => {
    const box = await inbox();
    await send(box, { subject: 'First' });
    await send(box, {
      subject: 'Zweite: größer',
      messageId: '<second@team.example>',
      to: 'A <a@x.example>, b@x.example',
      headers: { 'x-fairlead-duty': 'acme/1d/ask' },
    });
    expect(await messages(box)).toMatchObject([
      {
        subject: 'Zweite: größer',
        from: 'Fairlead <sop@team.example>',
        to: 'A <a@x.example>, b@x.example',
        text: 'Hello\n',
        headers: { 'message-id': '<second@team.example>', 'x-fairlead-duty': 'acme/1d/ask' },
      },
      { subject: 'First' },
    ]);
  });

  it('shows the mail of one address, on its page and as JSON, and links each address to its mail', async () => {
    const box = await inbox();
    await send(box, { subject: 'To the VP', to: 'The VP <vp@customer.example>', replyTo: 'Ada <ada@team.example>' });
    await send(box, { subject: 'To legal', to: '"Legal, EU" <legal+eu@customer.example>' });
    const all = await page(box.url);
    expect(all).toContain('href="/?address=legal%2Beu%40customer.example"');
    expect(all).toMatch(/<time datetime="[^"]+Z">\w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d<\/time>/);
    const legal = await page(`${box.url}/?address=legal%2Beu%40customer.example`);
    expect(legal).toContain('To legal');
    expect(legal).not.toContain('To the VP');
    expect(await (await fetch(`${box.url}/api/messages?address=VP@customer`)).json()).toMatchObject([
      { subject: 'To the VP' },
    ]);
    const nobody = await page(`${box.url}/?address=${encodeURIComponent('"><script>')}`);
    expect(nobody).toContain('No mail from or to &quot;&gt;&lt;script&gt;.');
    expect(nobody).not.toContain('<script');
    const vp = await page(`${box.url}/messages/${idOf(await page(`${box.url}/?address=vp%40`))}`);
    expect(vp).toContain('<dt>An answer goes to</dt><dd>Ada &lt;ada@team.example&gt;</dd>');
  });

  it('takes a log-in, whatever the password', async () => {
    const box = await inbox();
    await send({ ...box, smtpUrl: box.smtpUrl.replace('smtp://', 'smtp://user:secret@') }, {});
    expect(await messages(box)).toHaveLength(1);
  });

  it('escapes what a subject or a name holds', async () => {
    const box = await inbox();
    await send(box, {
      subject: '<script>alert(1)</script>',
      from: '"<img src=x onerror=alert(2)>" <sop@team.example>',
      text: '</pre><script>alert(3)</script>',
    });
    const list = await page(box.url);
    const mail = await page(`${box.url}/messages/${idOf(list)}`);
    for (const html of [list, mail]) {
      expect(html).not.toMatch(/<script|<img/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });

  it('shows the HTML part in a sandboxed frame that may run and load nothing', async () => {
    const box = await inbox();
    await send(box, { html: '<p class="x">Sign "off"</p></iframe><script>alert(1)</script>' });
    const response = await fetch(`${box.url}/messages/${idOf(await page(box.url))}`);
    const html = await response.text();
    expect(html).toMatch(
      /<iframe [^>]*sandbox="(?!.*allow-(scripts|same-origin))[^"]*" srcdoc="[^"]*&lt;p class=&quot;x&quot;&gt;/,
    );
    expect(html).not.toContain('<script');
    expect(html.match(/<\/iframe>/g)).toHaveLength(1);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('keeps mail across a restart, and deletes it for good when asked', async () => {
    const folder = await tempDir();
    const first = await inbox(folder);
    await send(first, { subject: 'Older' });
    await send(first, { subject: 'Newer' });
    await first.stop();
    await writeFile(join(folder, 'notes.eml'), 'Subject: not ours\n\n');
    const second = await inbox(folder);
    expect(await messages(second)).toMatchObject([{ subject: 'Newer' }, { subject: 'Older' }]);
    expect((await fetch(`${second.url}/api/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await messages(second)).toEqual([]);
    expect(await readdir(folder)).toEqual(['notes.eml']);
  });

  it('refuses a mail of more than 10 MB', async () => {
    const box = await inbox();
    await expect(send(box, { text: 'x'.repeat(11 * 1024 * 1024) })).rejects.toThrow(
      '552 The mail is larger than 10 MB',
    );
    expect(await messages(box)).toEqual([]);
  });

  it('answers 404 for a page that is not there, and only to this machine by name', async () => {
    const box = await inbox();
    expect((await fetch(`${box.url}/messages/none`)).status).toBe(404);
    expect((await fetch(`${box.url}/..%2f..%2fetc/passwd`)).status).toBe(404);
    const status = await new Promise((resolve) =>
      request(box.url, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).end(),
    );
    expect(status).toBe(421);
  });

  it('says which port is taken, and which variable changes it', async () => {
    const { smtpUrl } = await inbox();
    const smtpPort = Number(new URL(smtpUrl).port);
    await expect(startInbox({ smtpPort, pagePort: 0 })).rejects.toThrow(
      `Port ${smtpPort} on 127.0.0.1, wanted by the local mail server, is taken: stop the program that listens there, or set FAIRLEAD_SMTP_PORT to another port.`,
    );
  });
});
