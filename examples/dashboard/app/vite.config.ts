import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = process.env["MEV_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: { target: "es2022", assetsInlineLimit: 0 },
  server: { proxy: { "/api": { target: SERVER, ws: true }, "/readyz": SERVER } },
});
