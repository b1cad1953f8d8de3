import type { TemplateKind, TemplateScope } from '#shared/contracts/templates.ts';
import type { Instant } from '#shared/model/instant.ts';

export interface TemplateToStore {
  readonly id: string;
  readonly kind: TemplateKind;
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly link: string | null;
  readonly scope: TemplateScope;
  /** User id. */
  readonly ownerId: string;
  readonly placeholders: readonly string[];
}

export interface StoredTemplate extends TemplateToStore {
  readonly nameKey: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly version: number;
}

export interface TemplateFilter {
  readonly kind?: TemplateKind;
  /** Each starts a word of the name. */
  readonly words: readonly string[];
}

/** Seen are those of the reader and those of the organization. */
export interface TemplateStoreRead {
  find(readerId: string, templateId: string): Promise<StoredTemplate | null>;
  list(
    readerId: string,
    filter: TemplateFilter,
    page: { readonly limit: number; readonly after: { readonly nameKey: string; readonly id: string } | null },
  ): Promise<StoredTemplate[]>;
  count(): Promise<number>;
}

export interface TemplateStoreWrite extends TemplateStoreRead {
  add(template: TemplateToStore, at: Instant): Promise<void>;
  /** The version goes up by one. False when another transaction changed it since. */
  save(template: TemplateToStore, version: number, at: Instant): Promise<boolean>;
  remove(templateId: string): Promise<void>;
}
