import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messengerScopes } from '../../activities/slack-messenger.ts';
import { scopesOf } from '../../api/slack/slack-web.ts';
import { peopleScopes } from '../../stores/slack-people.ts';

interface Manifest {
  readonly features: { readonly slash_commands: readonly { readonly command: string; readonly url: string }[] };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url: string; readonly bot_events: readonly string[] };
    readonly interactivity: {
      readonly is_enabled: boolean;
      readonly request_url: string;
      readonly message_menu_options_url: string;
    };
  };
}

const manifest: Manifest = JSON.parse(readFileSync('slack-manifest.json', 'utf8'));
const code = ['api/slack', 'activities', 'stores']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const methods = { ...scopesOf, ...messengerScopes, ...peopleScopes };
const matches = (pattern: RegExp): string[] =>
  [...new Set([...code.matchAll(pattern)].map(([, name = '']) => name))].toSorted();

describe('the manifest asks for what the code uses, and nothing else', () => {
  it('knows the scopes of every method that is called', () => {
    const called = matches(/client\.((?:\w+)\.(?:\w+))\(/g);
    expect(called).toEqual(Object.keys(methods).toSorted());
  });

  it('asks for these scopes, and for the slash command', () => {
    const used = [...new Set(['commands', ...Object.values(methods).flat()])].toSorted();
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(used);
  });

  it('names the commands and the events that are listened to, at the address that is', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(matches(/app\.command\('([^']+)'/g));
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(matches(/app\.event\('([^']+)'/g));
    const [path = ''] = matches(/const endpoint = '([^']+)'/g);
    const { event_subscriptions: events, interactivity } = manifest.settings;
    const urls = [
      events.request_url,
      interactivity.request_url,
      interactivity.message_menu_options_url,
      ...manifest.features.slash_commands.map(({ url }) => url),
    ];
    expect(new Set(urls)).toEqual(new Set([`https://YOUR-HOST${path}`]));
    expect(interactivity.is_enabled).toBe(true);
  });
});
