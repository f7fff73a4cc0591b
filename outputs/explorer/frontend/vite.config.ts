import { defineConfig } from "vite";

// One script a page, under the name that its template knows, beside the other static files.
export default defineConfig({
  build: {
    outDir: "../static/built",
    emptyOutDir: true,
    sourcemap: false,
    rollupOptions: {
      input: { graph: "src/graph.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
