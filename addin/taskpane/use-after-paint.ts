import { useEffect, useState } from 'react';

/** Whether it holds, said once what the page shows since then has been painted: for what must not delay that. */
export const useAfterPaint = (holds: boolean): boolean => {
  const [isPainted, setIsPainted] = useState(false);
  useEffect(() => {
    if (!holds) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => (timer = setTimeout(() => setIsPainted(true))));
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [holds]);
  return holds && isPainted;
};
