import { defineConfig } from "vitest/config";

export default defineConfig({
  // As in the bundle: a Python file is its text.
  plugins: [{ name: "python", enforce: "pre", transform: (text, id) => (id.endsWith(".py") ? `export default ${JSON.stringify(text)}` : null) }],
  test: {
    include: ["tests/browser/unit/**/*.test.ts"],
    environment: "node", // a test that needs a document says so in its first line
    maxWorkers: 2,
    minWorkers: 1,
  },
});
