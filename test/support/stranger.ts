import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';

/** Somebody without rights of their own. */
export interface Stranger {
  readonly name: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/** Servers of tests do not run as root; a stranger stands in. */
export const stranger = (): Stranger => {
  const own = userInfo();
  const name = own.uid === 0 ? 'nobody' : own.username;
  const ask = (flag: string) => execFileSync('id', [flag, name], { encoding: 'utf8' }).trim();
  return { name, group: ask('-gn'), uid: Number(ask('-u')), gid: Number(ask('-g')) };
};
