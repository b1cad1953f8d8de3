import type { ManifestFinding, ManifestRule } from './manifest-document.ts';
import { readXml, XmlSyntaxError } from './read-xml.ts';
import {
  appDomainsCoverPages,
  hasBothOverrides,
  idIsGuid,
  permissionFits,
  requiresMailbox15Only,
  versionHasFourParts,
} from './rules-base.ts';
import {
  actionsAreInOrder,
  controlIdsAreUnique,
  iconsAreComplete,
  iconsHaveTheirSize,
  launchEventsAreSafe,
  newerOverridesRepeatOlder,
} from './rules-controls.ts';
import {
  addressesAreHttps,
  addressesAreShort,
  residsResolve,
  textsAreTranslated,
  textsFit,
} from './rules-resources.ts';

const rules: readonly ManifestRule[] = [
  idIsGuid,
  versionHasFourParts,
  requiresMailbox15Only,
  hasBothOverrides,
  permissionFits,
  appDomainsCoverPages,
  addressesAreHttps,
  addressesAreShort,
  residsResolve,
  textsFit,
  textsAreTranslated,
  controlIdsAreUnique,
  iconsAreComplete,
  iconsHaveTheirSize,
  actionsAreInOrder,
  newerOverridesRepeatOlder,
  launchEventsAreSafe,
];

/** What Outlook would refuse or misread in a manifest, and no schema says. Nothing wrong is an empty list. */
export const checkManifest = (xml: string): readonly ManifestFinding[] => {
  try {
    const root = readXml(xml);
    return rules.flatMap((rule) => rule(root));
  } catch (error) {
    if (error instanceof XmlSyntaxError) return [{ rule: 'xml', message: error.message }];
    throw error;
  }
};
