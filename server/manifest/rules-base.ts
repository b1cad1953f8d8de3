import { childOf, childrenOf, everywhere, overridesOf } from './manifest-document.ts';
import type { ManifestFinding, ManifestRule } from './manifest-document.ts';
import type { XmlElement } from './xml.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id keys custom properties and the administrator's deployment: a GUID, and not the empty one. */
export const idIsGuid: ManifestRule = (root) => {
  const id = childOf(root, 'Id')?.text ?? '';
  return guid.test(id) && !/^[0-]+$/.test(id)
    ? []
    : [{ rule: 'id', message: `Id "${id}" must be a GUID such as 2f1c8a5e-4c1f-4f0e-9d0e-3b6c8f1f9a10.` }];
};

/** Four numbers, because Outlook on the web refuses fewer; from 1.0 on, because the deployment service refuses less. */
export const versionHasFourParts: ManifestRule = (root) => {
  const version = childOf(root, 'Version')?.text ?? '';
  const parts = version.split('.');
  const wellMade = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,4})$/.test(part));
  return wellMade && Number(parts[0]) >= 1
    ? []
    : [{ rule: 'version', message: `Version "${version}" must be four numbers, 1.0.0.0 or higher.` }];
};

const setFindings = (requirements: XmlElement | undefined, where: string): readonly ManifestFinding[] => {
  const sets = requirements?.children.flatMap((outer) => outer.children.map((set) => ({ outer, set }))) ?? [];
  const [only] = sets;
  const minimum = only?.set.attributes['MinVersion'] ?? only?.outer.attributes['DefaultMinVersion'];
  return sets.length === 1 && only?.set.attributes['Name'] === 'Mailbox' && minimum === '1.5'
    ? []
    : [{ rule: 'requirements', message: `${where} must require Mailbox 1.5 and nothing else.` }];
};

/** Exchange on premises installs nothing that asks for more than 1.5; everything newer is found at run time. */
export const requiresMailbox15Only: ManifestRule = (root) => [
  ...setFindings(childOf(root, 'Requirements'), 'The manifest'),
  ...overridesOf(root).flatMap((one) =>
    setFindings(childOf(one, 'Requirements'), one.attributes['xsi:type'] ?? 'VersionOverrides'),
  ),
  ...everywhere(root)
    .filter((found) => found.name === 'Methods')
    .map(() => ({ rule: 'requirements', message: 'Methods is unknown to Outlook; leave it out.' })),
];

/** The nesting hosts rely on: overrides 1.0 in the manifest, overrides 1.1 inside those. */
export const hasBothOverrides: ManifestRule = (root) => {
  const outer = childOf(root, 'VersionOverrides');
  const inner = childOf(outer, 'VersionOverrides');
  return outer?.attributes['xsi:type'] === 'VersionOverridesV1_0' &&
    inner?.attributes['xsi:type'] === 'VersionOverridesV1_1'
    ? []
    : [{ rule: 'overrides', message: 'VersionOverridesV1_0 must hold VersionOverridesV1_1.' }];
};

/** The permission a person may grant is ReadWriteItem; what needs more belongs to the administrator's profile. */
export const permissionFits: ManifestRule = (root) => {
  const permission = childOf(root, 'Permissions')?.text ?? '';
  if (permission !== 'ReadWriteItem' && permission !== 'ReadWriteMailbox')
    return [{ rule: 'permissions', message: `Permissions "${permission}" must be ReadWriteItem or ReadWriteMailbox.` }];
  const needMailbox = ['SupportsMultiSelect', 'SupportsNoItemContext', 'Runtimes'];
  return everywhere(root)
    .filter((found) => needMailbox.includes(found.name) && permission !== 'ReadWriteMailbox')
    .map((found) => ({ rule: 'permissions', message: `${found.name} belongs to the administrator's profile.` }));
};

/** Outlook compares origins: an entry with a path, or a page of ours outside the list, would open a browser instead. */
export const appDomainsCoverPages: ManifestRule = (root) => {
  const domains = childrenOf(childOf(root, 'AppDomains'), 'AppDomain').map((domain) => domain.text);
  const pages = everywhere(root)
    .filter((found) => found.name === 'bt:Url' || found.name === 'SourceLocation')
    .flatMap((found) => found.attributes['DefaultValue'] ?? []);
  const origin = (address: string): string | null => (URL.canParse(address) ? new URL(address).origin : null);
  return [
    ...domains
      .filter((domain) => origin(domain) !== domain)
      .map((domain) => ({ rule: 'appDomains', message: `AppDomain "${domain}" must be scheme, host and port alone.` })),
    ...pages
      .filter((page) => !domains.includes(origin(page) ?? ''))
      .map((page) => ({ rule: 'appDomains', message: `The origin of ${page} must be listed in AppDomains.` })),
  ];
};
