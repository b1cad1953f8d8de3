import type { XmlElement } from './xml.ts';

/** One thing that a manifest does wrong. */
export interface ManifestFinding {
  readonly rule: string;
  /** What is wrong, where, and what to write instead. */
  readonly message: string;
}

/** Reads a manifest and says what is wrong with one aspect of it; nothing wrong is an empty list. */
export type ManifestRule = (root: XmlElement) => readonly ManifestFinding[];

export const childrenOf = (node: XmlElement | undefined, name: string): readonly XmlElement[] =>
  node?.children.filter((child) => child.name === name) ?? [];

export const childOf = (node: XmlElement | undefined, name: string): XmlElement | undefined =>
  childrenOf(node, name)[0];

/** All elements below a node, in document order, without those of an inner VersionOverrides. */
export const within = (node: XmlElement): readonly XmlElement[] =>
  node.children.filter((child) => child.name !== 'VersionOverrides').flatMap((child) => [child, ...within(child)]);

/** All elements of the document in document order. */
export const everywhere = (node: XmlElement): readonly XmlElement[] => [
  node,
  ...node.children.flatMap((child) => everywhere(child)),
];

export const namedWithin = (node: XmlElement, name: string): readonly XmlElement[] =>
  within(node).filter((found) => found.name === name);

export const typeOf = (node: XmlElement): string => node.attributes['xsi:type'] ?? '';

/** The overrides for hosts that know version 1.0, then those for version 1.1. */
export const overridesOf = (root: XmlElement): readonly XmlElement[] =>
  everywhere(root).filter((found) => found.name === 'VersionOverrides');
