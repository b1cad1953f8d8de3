import { useEffect, useState } from 'react';
import { addFiles } from '../actions/items.ts';
import type { World } from '../state.ts';

/** Takes .eml files dropped anywhere on the page; gives whether something is being dragged over it. */
export function useDroppedFiles(world: World): boolean {
  const [isDragging, setDragging] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const over = (event: DragEvent): void => {
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setDragging(false);
      void addFiles(world, [...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => controller.abort();
  }, [world]);
  return isDragging;
}
