import { Link } from '@fluentui/react-components';
import type { MouseEvent, ReactNode } from 'react';
import { type Place, goTo, pathOf } from './place.ts';

interface GoLinkProps {
  readonly to: Place;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
}

/** A real link that goes without loading the page anew; with a modifier key the browser does what it always does. */
export const GoLink = ({ to, children, className, current }: GoLinkProps) => {
  const go = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <Link
      {...(current === true ? { 'aria-current': 'page' as const } : {})}
      {...(className === undefined ? {} : { className })}
      href={pathOf(to)}
      onClick={go}
    >
      {children}
    </Link>
  );
};
