import type { AuditRead } from '../../../ports/journal.ts';
import type { Scope } from '../scope.ts';
import { auditHash } from './journal.ts';

const pageSize = 1_000;

/** Walks the chain from its first row to where the head says it ends, so that a cut tail is found too. */
export const auditRead = ({ db, organizationId }: Scope): AuditRead => ({
  verify: async () => {
    const head = await db
      .selectFrom('journal_head')
      .select(['audit_sequence', 'audit_hash'])
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow();
    let hash = '';
    let sequence = 0;
    while (sequence < head.audit_sequence) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('sequence', '>', sequence)
        .where('sequence', '<=', head.audit_sequence)
        .orderBy('sequence')
        .limit(pageSize)
        .execute();
      if (rows.length === 0) return { kind: 'broken', sequence: sequence + 1 };
      for (const { hash: stored, ...row } of rows) {
        hash = auditHash(hash, row);
        sequence += 1;
        if (row.sequence !== sequence || stored !== hash) return { kind: 'broken', sequence };
      }
    }
    return hash === head.audit_hash ? { kind: 'intact', entries: sequence } : { kind: 'broken', sequence };
  },
});
