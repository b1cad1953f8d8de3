import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkManifest } from '../../../server/manifest/check-manifest.ts';
import { everywhere } from '../../../server/manifest/manifest-document.ts';
import { quickTrackFunction } from '../../../server/manifest/manifest-input.ts';
import { readXml } from '../../../server/manifest/read-xml.ts';
import { renderManifest } from '../../../server/manifest/render-manifest.ts';
import { adminManifest, developmentId, fullManifest, userManifest } from '../../support/manifest.ts';

const project = new URL('../../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, project), 'utf8');

const all = (xml: string, name: string) => everywhere(readXml(xml)).filter((node) => node.name === name);

describe('manifest', () => {
  test('the file in the repository is what the renderer gives for localhost:3000', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    const rendered = renderManifest({
      publicUrl: 'https://localhost:3000',
      id: developmentId,
      version,
      profile: 'user',
    });
    expect(textOf('manifest.xml')).toBe(rendered);
  });

  test.each([
    ['user', userManifest],
    ['admin', adminManifest],
    ['everything declared', fullManifest],
    ['a public address with a path', { ...userManifest, publicUrl: 'https://example.com/a&b/' }],
    ['a public address with a port', { ...adminManifest, publicUrl: 'https://localhost:3443' }],
    ['an international host', { ...userManifest, publicUrl: 'https://xn--bcher-kva.example' }],
  ])('breaks no own rule: %s', (_, input) => {
    expect(checkManifest(renderManifest(input))).toEqual([]);
  });

  test('both profiles share one id, so that the deployment by an administrator replaces the sideloaded add-in', () => {
    const ids = [userManifest, adminManifest].map((input) => all(renderManifest(input), 'Id')[0]?.text);
    expect(ids).toEqual([developmentId, developmentId]);
  });

  test('P15: only the administrator profile asks for the mailbox, which the list of categories needs', () => {
    const permissions = [userManifest, adminManifest].map(
      (input) => all(renderManifest(input), 'Permissions')[0]?.text,
    );
    expect(permissions).toEqual(['ReadWriteItem', 'ReadWriteMailbox']);
  });

  test('P16: the pane for messages can be pinned where version 1.1 is known', () => {
    expect(all(renderManifest(userManifest), 'SupportsPinning').map((node) => node.text)).toEqual(['true', 'true']);
  });

  test('declares nothing that is not there yet: no several selected messages, no pane without a message', () => {
    const xml = renderManifest(adminManifest);
    for (const name of ['SupportsMultiSelect', 'SupportsNoItemContext']) expect(all(xml, name)).toEqual([]);
  });

  test('P7: the administrator profile runs the events of a mail being written, and none of them can hold it back', () => {
    const xml = renderManifest(adminManifest);
    expect(all(xml, 'LaunchEvent').map((event) => event.attributes)).toEqual([
      { Type: 'OnMessageSend', FunctionName: 'onMessageSend', SendMode: 'PromptUser' },
      { Type: 'OnNewMessageCompose', FunctionName: 'onNewMessageCompose' },
    ]);
    const script = textOf('addin/launch/on-message-send.ts');
    for (const { attributes } of all(xml, 'LaunchEvent'))
      expect(script).toContain(`Office.actions.associate('${attributes['FunctionName'] ?? ''}'`);
    expect(renderManifest(userManifest)).not.toContain('/addin/events');
  });

  test('P7: a pane stands beside a mail that is being written in both profiles', () => {
    for (const input of [userManifest, adminManifest])
      expect(all(renderManifest(input), 'ExtensionPoint').map((point) => point.attributes['xsi:type'])).toContain(
        'MessageComposeCommandSurface',
      );
  });

  test('P2: a second button tracks without the pane, in both versions, by the function that the add-in registers', () => {
    const functions = all(renderManifest(userManifest), 'FunctionName').map((node) => node.text);
    expect(functions).toEqual([quickTrackFunction, quickTrackFunction]);
    expect(textOf('addin/commands/track.ts')).toContain(`Office.actions.associate('${quickTrackFunction}'`);
    const without = renderManifest({ ...userManifest, trackCommand: 'none' });
    expect(without).not.toMatch(/commands|FunctionFile|trackLabel|trackTip/);
    expect(checkManifest(without)).toEqual([]);
  });

  test('launch events are one argument away and stay out of the user profile', () => {
    expect(all(renderManifest(fullManifest), 'LaunchEvent').map((event) => event.attributes)).toEqual([
      { Type: 'OnMessageSend', FunctionName: 'onMessageSend', SendMode: 'PromptUser' },
      { Type: 'OnAppointmentSend', FunctionName: 'onAppointmentSend', SendMode: 'PromptUser' },
      { Type: 'OnNewMessageCompose', FunctionName: 'onNewMessageCompose' },
    ]);
    const user = renderManifest({ ...fullManifest, profile: 'user' });
    expect(all(user, 'LaunchEvent')).toEqual([]);
    expect(checkManifest(user)).toEqual([]);
  });

  test('AppDomains holds the origin of the installation and of each identity provider, without paths', () => {
    expect(all(renderManifest(fullManifest), 'AppDomain').map((node) => node.text)).toEqual([
      'https://crm.example.com',
      'https://login.example.com',
    ]);
  });

  test('what an administrator configures is escaped', () => {
    const supportUrl = 'https://help.example.com/?a=1&b="<x>"';
    const xml = renderManifest({ ...userManifest, supportUrl });
    expect(xml).toContain('https://help.example.com/?a=1&amp;b=&quot;&lt;x&gt;&quot;');
    expect(all(xml, 'SupportUrl')[0]?.attributes['DefaultValue']).toBe(supportUrl);
  });

  test('reading on a phone is declared in version 1.1 with nine icons', () => {
    const [mobile] = all(renderManifest(userManifest), 'MobileFormFactor');
    const images = everywhere(mobile!).filter((node) => node.name === 'bt:Image');
    expect(images).toHaveLength(9);
  });
});
