import type { RecordRef } from '#shared/model/record-ref.ts';
import type { PageConfig } from './config.ts';

type Place = { readonly activityId: string } | { readonly record: RecordRef } | 'start';

/** Address of a place in the web console. */
export const consoleAddress = ({ publicUrl }: Pick<PageConfig, 'publicUrl'>, place: Place): string => {
  const base = `${publicUrl.replace(/\/$/, '')}/console`;
  if (place === 'start') return base;
  if ('activityId' in place) return `${base}/activities/${encodeURIComponent(place.activityId)}`;
  return `${base}/records/${encodeURIComponent(place.record.type)}/${encodeURIComponent(place.record.id)}`;
};
