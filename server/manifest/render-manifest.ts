import { planManifest } from './manifest-input.ts';
import type { ManifestInput, ManifestPlan, ManifestSurface } from './manifest-input.ts';
import { productIcons, resources } from './resources.ts';
import { description, productName } from './strings.ts';
import { desktopFormFactor, mobileFormFactor, runtimes } from './surfaces.ts';
import { element, writeXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** The server caps Exchange 2016, 2019 and SE at this set; a higher minimum would not install there. */
const minimumMailboxSet = '1.5';

const localized = (name: string, texts: { en: string; es: string }): XmlElement =>
  element(name, { DefaultValue: texts.en }, [element('Override', { Locale: 'es-ES', Value: texts.es })]);

const requirements = (prefix: '' | 'bt:'): XmlElement =>
  element('Requirements', {}, [
    element(`${prefix}Sets`, { DefaultMinVersion: minimumMailboxSet }, [element(`${prefix}Set`, { Name: 'Mailbox' })]),
  ]);

const itemRule: Readonly<Record<ManifestSurface, { ItemType: string; FormType: string }>> = {
  messageRead: { ItemType: 'Message', FormType: 'Read' },
  messageCompose: { ItemType: 'Message', FormType: 'Edit' },
  appointmentOrganizer: { ItemType: 'Appointment', FormType: 'Edit' },
  appointmentAttendee: { ItemType: 'Appointment', FormType: 'Read' },
};

const forms = (plan: ManifestPlan): readonly XmlElement[] => {
  const source = element('SourceLocation', { DefaultValue: `${plan.base}/addin/taskpane.html` });
  const kinds = new Set(plan.surfaces.map((surface) => itemRule[surface].FormType));
  return [
    kinds.has('Read')
      ? [
          element('Form', { 'xsi:type': 'ItemRead' }, [
            element('DesktopSettings', {}, [source, element('RequestedHeight', {}, '450')]),
          ]),
        ]
      : [],
    kinds.has('Edit') ? [element('Form', { 'xsi:type': 'ItemEdit' }, [element('DesktopSettings', {}, [source])])] : [],
  ].flat();
};

const overrides = (plan: ManifestPlan, version: '1.0' | '1.1', nested: readonly XmlElement[]): XmlElement => {
  const namespace = 'http://schemas.microsoft.com/office/mailappversionoverrides';
  return element(
    'VersionOverrides',
    {
      xmlns: version === '1.0' ? namespace : `${namespace}/1.1`,
      'xsi:type': version === '1.0' ? 'VersionOverridesV1_0' : 'VersionOverridesV1_1',
    },
    [
      requirements('bt:'),
      element('Hosts', {}, [
        element('Host', { 'xsi:type': 'MailHost' }, [
          version === '1.1' ? runtimes(plan) : [],
          desktopFormFactor(plan, version),
          version === '1.1' ? mobileFormFactor(plan) : [],
        ]),
      ]),
      resources(plan, version),
      nested,
    ],
  );
};

/**
 * The add-in only manifest (XML) of one installation. Pure and stable: the same input gives the same text.
 * A host that knows version 1.1 reads the inner overrides alone, so they repeat everything of the outer ones.
 */
export const renderManifest = (input: ManifestInput): string => {
  const plan = planManifest(input);
  const icons = productIcons(plan);
  return writeXml(
    element(
      'OfficeApp',
      {
        xmlns: 'http://schemas.microsoft.com/office/appforoffice/1.1',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xmlns:bt': 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
        'xsi:type': 'MailApp',
      },
      [
        element('Id', {}, plan.id),
        element('Version', {}, plan.version),
        element('ProviderName', {}, productName),
        element('DefaultLocale', {}, 'en-US'),
        element('DisplayName', { DefaultValue: productName }),
        localized('Description', description),
        element('IconUrl', { DefaultValue: icons.normal }),
        element('HighResolutionIconUrl', { DefaultValue: icons.highResolution }),
        element('SupportUrl', { DefaultValue: plan.supportUrl }),
        element(
          'AppDomains',
          {},
          plan.domains.map((domain) => element('AppDomain', {}, domain)),
        ),
        element('Hosts', {}, [element('Host', { Name: 'Mailbox' })]),
        requirements(''),
        element('FormSettings', {}, forms(plan)),
        element('Permissions', {}, plan.permission),
        element(
          'Rule',
          { 'xsi:type': 'RuleCollection', Mode: 'Or' },
          plan.surfaces.map((surface) => element('Rule', { 'xsi:type': 'ItemIs', ...itemRule[surface] })),
        ),
        element('DisableEntityHighlighting', {}, 'true'),
        overrides(plan, '1.0', [overrides(plan, '1.1', [])]),
      ],
    ),
  );
};
