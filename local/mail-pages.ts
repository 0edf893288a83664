import { Eta } from 'eta';
import type { Mail } from './mail.ts';

const eta = new Eta({ autoEscape: true, cache: true });

const frame = (body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2024; background: #fff }
a { color: #0b57d0 } table { border-collapse: collapse; width: 100% } caption { text-align: left }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d5dae0; vertical-align: top; overflow-wrap: anywhere }
dt { font-weight: 600 } dd { margin: 0 0 .4rem; overflow-wrap: anywhere }
pre { white-space: pre-wrap; background: #f3f5f7; padding: 1rem } iframe { width: 100%; height: 36rem; border: 1px solid #d5dae0; background: #fff }
</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

eta.loadTemplate(
  '@list',
  frame(`<h1>Inbox</h1>
<% if (it.mails.length === 0) { %>
<p>No mail yet. Every mail that Fairlead sends on this machine lands here, and nowhere else.</p>
<% } else { %>
<table>
<caption><%= it.mails.length %> <%= it.mails.length === 1 ? 'mail' : 'mails' %>, newest first</caption>
<thead><tr><th scope="col">Subject</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Date</th></tr></thead>
<tbody>
<% for (const mail of it.mails) { %>
<tr><td><a href="/messages/<%= mail.id %>"><%= mail.subject || '(no subject)' %></a></td><td><%= mail.from %></td><td><%= mail.to %></td><td><time datetime="<%= mail.date %>"><%= mail.date %></time></td></tr>
<% } %>
</tbody>
</table>
<% } %>`),
);

eta.loadTemplate(
  '@mail',
  frame(`<p><a href="/">Inbox</a></p>
<h1><%= it.mail.subject || '(no subject)' %></h1>
<dl>
<dt>From</dt><dd><%= it.mail.from %></dd>
<dt>To</dt><dd><%= it.mail.to %></dd>
<dt>Date</dt><dd><time datetime="<%= it.mail.date %>"><%= it.mail.date %></time></dd>
</dl>
<% if (it.mail.text) { %>
<h2>Text</h2>
<pre><%= it.mail.text %></pre>
<% } %>
<% if (it.mail.html) { %>
<h2>HTML</h2>
<iframe title="The HTML part of this mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="<%= it.html %>"></iframe>
<% } %>
<% for (const attachment of it.mail.attachments) { %>
<h2>Attachment: <%= attachment.name %></h2>
<p><%= attachment.type %>, <%= attachment.size %> bytes</p>
<% if (attachment.text) { %><pre><%= attachment.text %></pre><% } %>
<% } %>
<details><summary>Headers</summary>
<dl><% for (const [name, value] of Object.entries(it.mail.headers)) { %><dt><%= name %></dt><dd><%= value %></dd><% } %></dl>
</details>`),
);

eta.loadTemplate(
  '@missing',
  frame(`<h1>There is no such page</h1>
<p>The mail may have been deleted. <a href="/">Back to the inbox</a></p>`),
);

// A mail's links would otherwise open inside its frame, where the pages they lead to may refuse to be shown.
const inNewTab = '<base target="_blank">';

export const listPage = (mails: readonly Mail[]): string =>
  eta.render('@list', { title: `Inbox (${mails.length})`, mails });
export const mailPage = (mail: Mail): string =>
  eta.render('@mail', { title: mail.subject || '(no subject)', mail, html: `${inNewTab}${mail.html}` });
export const missingPage = (): string => eta.render('@missing', { title: 'There is no such page' });
