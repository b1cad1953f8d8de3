/** A file that a person chose, as the server takes it. */
export interface ReadFile {
  readonly name: string;
  readonly type: string;
  readonly contentBase64: string;
  /** For showing it here. */
  readonly source: string;
}

/** Reads a file or bytes from the server; rejects when the browser cannot. */
export const readFile = (blob: Blob, name: string): Promise<ReadFile> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.onload = () => {
      const source = typeof reader.result === 'string' ? reader.result : '';
      const type = blob.type === '' ? 'application/octet-stream' : blob.type;
      resolve({ name, type, contentBase64: source.slice(source.indexOf(',') + 1), source });
    };
    reader.readAsDataURL(blob);
  });
