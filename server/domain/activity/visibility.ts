import type { Visibility } from '#shared/model/activity.ts';
import type { RecordAccess } from '#shared/model/record.ts';

export interface Reader {
  readonly userId: string;
  readonly teamIds: readonly string[];
}

/** Who may read a record: everyone, the teams of its owner, or the owner alone. */
export interface ReadableRecord {
  readonly access: RecordAccess;
  readonly ownerId: string | null;
  readonly ownerTeamIds: readonly string[];
}

/** One person's promotion of a mail, with what its visibility depends on. */
export interface SeenPromotion {
  readonly userId: string;
  /** The delegate who promoted in the user's name, else the user (P13). */
  readonly actorId: string;
  readonly teamIds: readonly string[];
  readonly visibility: Visibility;
  readonly regarding: readonly ReadableRecord[];
  /** A16: the queue it belongs to, when it is no person's. */
  readonly queue?: ReadableRecord;
}

const sharesTeam = (a: readonly string[], b: readonly string[]): boolean => a.some((team) => b.includes(team));

/** R9: whether the reader may see the record at all. A record without owner that is not everyone's is no one's. */
export const mayReadRecord = (reader: Reader, record: ReadableRecord): boolean => {
  if (record.access === 'organization' || record.ownerId === reader.userId) return true;
  return record.access === 'team' && sharesTeam(reader.teamIds, record.ownerTeamIds);
};

/**
 * O1: a promotion is always seen by its user and by who acted for them, by others as its visibility says. `regarding` lets those see it who may read one
 * of the regarding records or the queue it belongs to; without any it is the promoter's alone.
 */
export const maySee = (reader: Reader, promotion: SeenPromotion): boolean => {
  if ([promotion.userId, promotion.actorId].includes(reader.userId)) return true;
  switch (promotion.visibility) {
    case 'private':
      return false;
    case 'team':
      return sharesTeam(reader.teamIds, promotion.teamIds);
    case 'organization':
      return true;
    case 'regarding':
      return [...promotion.regarding, ...(promotion.queue === undefined ? [] : [promotion.queue])].some((record) =>
        mayReadRecord(reader, record),
      );
  }
};

/** O9: an activity is seen through any promotion that lets the reader see it, and through no other. */
export const maySeeActivity = (reader: Reader, promotions: readonly SeenPromotion[]): boolean =>
  promotions.some((promotion) => maySee(reader, promotion));
