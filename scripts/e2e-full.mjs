// `npm run e2e:full`: the end-to-end tests with the runs that take minutes on a software GPU.
process.env.FULL = "1";
process.argv.splice(2, 0, "e2e");
await import("./test.mjs");
