import { Eta } from 'eta';

const eta = new Eta({ autoEscape: true });

const page = eta.compile(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1c2024; background: #fff }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .3rem } p { margin: .2rem 0; overflow-wrap: anywhere }
</style>
</head>
<body>
<main>
<h1><%= it.title %></h1>
<% for (const part of it.parts) { %><section>
<% if (part.title) { %><h2><%= part.title %></h2><% } %>
<% for (const line of part.lines) { %><p><%= line %></p>
<% } %></section>
<% } %></main>
</body>
</html>
`);

/** A page of titled parts, line by line. Whatever is filled in is text, never markup. */
export const drawn = (
  title: string,
  parts: readonly { readonly title?: string; readonly lines: readonly string[] }[],
): string => eta.render(page, { title, parts });
