import { describe, expect, test } from 'vitest';
import { checkManifest } from '../../../server/manifest/check-manifest.ts';
import { renderManifest } from '../../../server/manifest/render-manifest.ts';
import { adminManifest, developmentId, fullManifest, userManifest } from '../../support/manifest.ts';

const user = renderManifest(userManifest);
const full = renderManifest(fullManifest);
const long = (length: number): string => 'x'.repeat(length);

/** Changes one place of a valid manifest, so that the finding can have no other cause. */
const planted = (xml: string, from: string | RegExp, to: string): string => {
  const changed = xml.replace(from, to);
  if (changed === xml) throw new Error(`Nothing to change: ${String(from)}`);
  return changed;
};

const rulesBroken = (xml: string): string[] => [...new Set(checkManifest(xml).map((finding) => finding.rule))];

describe('own rules of the manifest', () => {
  test.each<[string, string, string]>([
    ['a broken end tag', 'xml', planted(user, '</OfficeApp>', '</OfficeApps>')],
    ['a document type', 'xml', planted(user, '<OfficeApp', '<!DOCTYPE x [<!ENTITY a "b">]>\n<OfficeApp')],
    ['an undefined entity', 'xml', planted(user, '>Correspond<', '>Correspond&nbsp;<')],
    ['a bare ampersand', 'xml', planted(user, '>Correspond<', '>A & B<')],
    ['a second outermost element', 'xml', `${user}<More/>`],
    ['an id that is no GUID', 'id', planted(user, developmentId, 'correspond')],
    ['the empty GUID', 'id', planted(user, developmentId, '00000000-0000-0000-0000-000000000000')],
    ['a version of three parts', 'version', planted(user, '1.0.0.0', '1.0.0')],
    ['a version below 1.0', 'version', planted(user, '1.0.0.0', '0.9.0.0')],
    ['a version with a suffix', 'version', planted(user, '1.0.0.0', '1.0.0-beta.0')],
    [
      'a higher minimum in the manifest',
      'requirements',
      planted(user, 'DefaultMinVersion="1.5"', 'DefaultMinVersion="1.8"'),
    ],
    [
      'a higher minimum in the overrides',
      'requirements',
      planted(user, '<bt:Sets DefaultMinVersion="1.5"', '<bt:Sets DefaultMinVersion="1.13"'),
    ],
    [
      'a second requirement set',
      'requirements',
      planted(user, '<Set Name="Mailbox"/>', '<Set Name="Mailbox"/><Set Name="DialogApi"/>'),
    ],
    [
      'a minimum on the set itself',
      'requirements',
      planted(user, '<Set Name="Mailbox"/>', '<Set Name="Mailbox" MinVersion="1.8"/>'),
    ],
    ['required methods', 'requirements', planted(user, '</Requirements>', '<Methods/></Requirements>')],
    ['no overrides of version 1.1', 'overrides', planted(user, 'VersionOverridesV1_1', 'VersionOverridesV1_0')],
    ['a control that only version 1.0 has', 'overrides', planted(user, 'id="messageReadPane"', 'id="oldPane"')],
    ['an unknown permission', 'permissions', planted(user, 'ReadWriteItem', 'Restricted')],
    [
      'several selected messages in the user profile',
      'permissions',
      planted(user, '</SupportsPinning>', '</SupportsPinning><SupportsMultiSelect>true</SupportsMultiSelect>'),
    ],
    ['a runtime in the user profile', 'permissions', planted(full, 'ReadWriteMailbox', 'ReadWriteItem')],
    [
      'an AppDomain with a path',
      'appDomains',
      planted(user, '<AppDomain>https://crm.example.com', '<AppDomain>https://crm.example.com/pane'),
    ],
    [
      'a pane on an origin that is not listed',
      'appDomains',
      planted(user, '"https://crm.example.com/addin/taskpane.html"', '"https://other.example.com/addin/taskpane.html"'),
    ],
    [
      'a picture over http',
      'https',
      planted(user, '"https://crm.example.com/icons/16.png"', '"http://crm.example.com/icons/16.png"'),
    ],
    ['a relative address', 'https', planted(user, '"https://crm.example.com/icons/80.png"', '"/icons/80.png"')],
    [
      'a whole installation over http',
      'https',
      renderManifest({ ...userManifest, publicUrl: 'http://crm.example.com' }),
    ],
    ['no address at all', 'https', renderManifest({ ...userManifest, publicUrl: '' })],
    [
      'an address of 2049 characters',
      'length',
      renderManifest({ ...userManifest, supportUrl: `https://crm.example.com/${long(2025)}` }),
    ],
    [
      'a resid that resolves to nothing',
      'resid',
      planted(user, '<Label resid="paneLabel"/>', '<Label resid="otherLabel"/>'),
    ],
    ['a resid of another kind', 'resid', planted(user, '<Label resid="paneLabel"/>', '<Label resid="paneUrl"/>')],
    ['a resid of 33 characters', 'resid', user.replaceAll('"paneTip"', `"${long(33)}"`)],
    ['two resources of one id', 'resid', planted(user, 'bt:Image id="icon20"', 'bt:Image id="icon16"')],
    [
      'a label of 126 characters',
      'length',
      planted(user, 'DefaultValue="Track in CRM"', `DefaultValue="${long(126)}"`),
    ],
    ['an empty label', 'length', planted(user, 'DefaultValue="Track in CRM"', 'DefaultValue=""')],
    [
      'a translated tip of 251 characters',
      'length',
      planted(user, /Value="Abre un panel[^"]*"/, `Value="${long(251)}"`),
    ],
    [
      'a description of 251 characters',
      'length',
      planted(user, /DefaultValue="Track e-mail[^"]*"/, `DefaultValue="${long(251)}"`),
    ],
    [
      'a name of 126 characters',
      'length',
      planted(user, '<DisplayName DefaultValue="Correspond"', `<DisplayName DefaultValue="${long(126)}"`),
    ],
    ['a text without Spanish', 'language', planted(user, '<bt:Override Locale="es-ES" Value="Registrar en CRM"/>', '')],
    ['a control that stands twice', 'controlId', planted(full, 'id="messageReadTrack"', 'id="messageReadPane"')],
    ['a ribbon icon without 32', 'icon', planted(user, '<bt:Image size="32" resid="icon32"/>', '')],
    [
      'a mobile icon without 48 at three times',
      'icon',
      planted(user, '<bt:Image size="48" scale="3" resid="icon144"/>', ''),
    ],
    [
      'a picture of the wrong size',
      'icon',
      planted(user, '<bt:Image size="80" resid="icon80"/>', '<bt:Image size="80" resid="icon64"/>'),
    ],
    [
      'a small picture for lists',
      'icon',
      planted(
        user,
        '<IconUrl DefaultValue="https://crm.example.com/icons/64.png"',
        '<IconUrl DefaultValue="https://crm.example.com/icons/32.png"',
      ),
    ],
    [
      'pinning before the address',
      'action',
      user.replace(/(<SourceLocation resid="paneUrl"\/>)\s*(<SupportsPinning>true<\/SupportsPinning>)/, '$2$1'),
    ],
    [
      'pinning in version 1.0',
      'action',
      planted(
        user,
        '<SourceLocation resid="paneUrl"/>',
        '<SourceLocation resid="paneUrl"/><SupportsPinning>true</SupportsPinning>',
      ),
    ],
    ['an event that blocks sending', 'launchEvent', planted(full, 'SendMode="PromptUser"', 'SendMode="SoftBlock"')],
    ['an event without a mode', 'launchEvent', planted(full, ' SendMode="PromptUser"', '')],
    [
      'events outside their runtime',
      'launchEvent',
      planted(full, '<Runtime resid="eventsPageUrl"', '<Runtime resid="paneUrl"'),
    ],
  ])('finds %s', (_, rule, xml) => {
    expect(rulesBroken(xml)).toContain(rule);
  });

  test.each([
    ['a label of 125 characters', planted(user, 'DefaultValue="Track in CRM"', `DefaultValue="${long(125)}"`)],
    ['a resid of 32 characters', user.replaceAll('"paneTip"', `"${long(32)}"`)],
    ['a tip of 250 characters', planted(user, /Value="Abre un panel[^"]*"/, `Value="${long(250)}"`)],
    [
      'an address of 2048 characters',
      renderManifest({ ...userManifest, supportUrl: `https://crm.example.com/${long(2024)}` }),
    ],
    ['a byte order mark', `\uFEFF${user}`],
    ['comments', planted(user, '<Hosts>', '<!-- where it runs --><Hosts>')],
    ['single quotes', planted(user, 'Name="Mailbox"', "Name='Mailbox'")],
  ])('allows %s', (_, xml) => {
    expect(checkManifest(xml)).toEqual([]);
  });

  test('a finding says what to write instead', () => {
    const [finding] = checkManifest(renderManifest({ ...adminManifest, id: 'x' }));
    expect(finding?.message).toBe('Id "x" must be a GUID such as 2f1c8a5e-4c1f-4f0e-9d0e-3b6c8f1f9a10.');
  });
});
