export interface TemplateTable {
  organization_id: string;
  id: string;
  kind: string;
  name: string;
  /** Folded, for order and search. */
  name_key: string;
  subject: string;
  html: string;
  link: string | null;
  scope: string;
  owner_id: string;
  /** JSON: names of the fields it asks for. */
  placeholders: string;
  created_at: number;
  updated_at: number;
  version: number;
}
