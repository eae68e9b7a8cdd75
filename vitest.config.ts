import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/browser/unit/**/*.test.ts"],
    environment: "node", // a test that needs a document says so in its first line
    maxWorkers: 2,
    minWorkers: 1,
  },
});
