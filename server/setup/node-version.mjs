/** Imported first by every command: an older Node would fail later with a riddle. */
const oldest = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`Correspond needs Node ${oldest.join('.')} or newer; this is ${process.version}.\n`);
  process.exit(1);
}
