// Stops with a clear message on a Node older than package.json's "engines"; imported first by every script.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Weir needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer Node and run the command again.`,
  );
  process.exit(1);
}
