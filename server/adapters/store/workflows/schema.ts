export interface WorkflowTable {
  organization_id: string;
  id: string;
  name: string;
  state: string;
  paused_because: string | null;
  /** JSON, like conditions, recipient and also_on. */
  trigger_on: string;
  conditions: string;
  template_id: string;
  recipient: string;
  also_on: string;
  mails_per_hour: number;
  owner_id: string;
  since_sequence: number;
  created_at: number;
  updated_at: number;
  version: number;
}

export interface WorkflowRunTable {
  organization_id: string;
  workflow_id: string;
  /** Of its event. */
  sequence: number;
  happened_at: number;
  decided_at: number;
  state: string;
  because: string | null;
  detail: string | null;
  origin: string;
  record_type: string | null;
  record_id: string | null;
  activity_id: string | null;
  address: string | null;
  address_key: string | null;
  email_id: string | null;
}

export interface WorkflowCursorTable {
  organization_id: string;
  sequence: number;
}
