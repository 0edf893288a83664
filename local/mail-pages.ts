import { Eta } from 'eta';
import { timeInWords } from '../src/calendar/calendar.ts';
import type { Mail } from './mail.ts';

const eta = new Eta({ autoEscape: true, cache: true });

const frame = (body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1c2024; background: #fff }
a { color: #0b57d0 } form { margin: 0 0 1rem } input, button { font: inherit; padding: .2rem .5rem } input { width: 22rem; max-width: 100% }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% } caption { text-align: left }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d5dae0; vertical-align: top }
td.subject { min-width: 16rem; overflow-wrap: anywhere } td.when, td.who a { white-space: nowrap } .name { display: block }
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
<form method="get" action="/" role="search">
<label for="address">From or to</label>
<input id="address" name="address" type="search" list="addresses" placeholder="name@customer.example" value="<%= it.address %>">
<datalist id="addresses"><% for (const known of it.known) { %><option value="<%= known %>"></option><% } %></datalist>
<button>Show</button><% if (it.address !== '') { %> <a href="/">Show all</a><% } %>
</form>
<% if (it.mails.length === 0 && it.address !== '') { %>
<p>No mail from or to <%= it.address %>.</p>
<% } else if (it.mails.length === 0) { %>
<p>No mail yet. Every mail that Fairlead sends on this machine lands here, and nowhere else.</p>
<% } else { %>
<div class="wide">
<table>
<caption><%= it.mails.length %> <%= it.mails.length === 1 ? 'mail' : 'mails' %>, newest first</caption>
<thead><tr><th scope="col">Date</th><th scope="col">Subject</th><th scope="col">To</th><th scope="col">From</th></tr></thead>
<tbody>
<% for (const mail of it.mails) { %>
<tr><td class="when"><time datetime="<%= mail.date %>"><%= it.when(mail.date) %></time></td><td class="subject"><a href="/messages/<%= mail.id %>"><%= mail.subject || '(no subject)' %></a></td><td class="who"><% for (const { name, address } of mail.recipients) { %><span class="name"><%= name %></span><a href="/?address=<%= encodeURIComponent(address) %>"><%= address %></a> <% } %></td><td><%= mail.from %></td></tr>
<% } %>
</tbody>
</table>
</div>
<% } %>`),
);

eta.loadTemplate(
  '@mail',
  frame(`<p><a href="/">Inbox</a></p>
<h1><%= it.mail.subject || '(no subject)' %></h1>
<dl>
<dt>From</dt><dd><%= it.mail.from %></dd>
<dt>To</dt><dd><%= it.mail.to %></dd>
<% if (it.mail.headers['reply-to']) { %><dt>An answer goes to</dt><dd><%= it.mail.headers['reply-to'] %></dd><% } %>
<dt>Date</dt><dd><time datetime="<%= it.mail.date %>"><%= it.when(it.mail.date) %> (<%= it.timeZone %>)</time></dd>
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

// Of the machine: whoever reads the page sits at it.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
/** An instant on one line: "Tue 23 Feb 2027, 15:00". */
const when = (instant: string): string => timeInWords(instant, timeZone).replace(` (${timeZone})`, '');

/** The mails of an address, or of all when it is empty; `known` are the addresses to choose from. */
export const listPage = (mails: readonly Mail[], address: string, known: readonly string[]): string =>
  eta.render('@list', { title: `Inbox (${mails.length})`, mails, address, known, when });
export const mailPage = (mail: Mail): string =>
  eta.render('@mail', {
    title: mail.subject || '(no subject)',
    mail,
    html: `${inNewTab}${mail.html}`,
    when,
    timeZone,
  });
export const missingPage = (): string => eta.render('@missing', { title: 'There is no such page' });
