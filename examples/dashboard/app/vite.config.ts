import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = process.env["MEV_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  // One file of styles: pages share most of them. The manifest tells scripts/size.mjs what loads when.
  build: { target: "es2022", assetsInlineLimit: 0, cssCodeSplit: false, manifest: true },
  worker: { format: "es" },
  server: { proxy: { "/api": { target: SERVER, ws: true }, "/readyz": SERVER } },
});
