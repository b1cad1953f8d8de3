import { useEffect, useState } from 'react';

const pauseMs = 200;

/** What is typed, once the person pauses; a list is not asked for at every key. */
export const useSettledText = (text: string): string => {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
};
