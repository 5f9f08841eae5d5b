// Bundles the style sheet and the scripts into build/, beside compressed copies that the server can send as they are.

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = join(here, "build");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "images"), { recursive: true });

await build({
  entryPoints: Object.fromEntries(["site", "piece", "workbench", "comparison", "gallery", "synth"].map((name) => [name, join(here, `js/${name}.js`)])),
  outdir: out, bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "linked",
});
await build({
  entryPoints: { site: join(here, "css/site.css") },
  outdir: out, bundle: true, minify: true, target: ["chrome115", "firefox115", "safari16.4"],
});
// Without its last line, which names a map that we do not serve.
const worklet = await readFile(join(here, "node_modules/spessasynth_lib/dist/spessasynth_processor.min.js"), "utf8");
await writeFile(join(out, "worklet.js"), worklet.replace(/^\/\/# sourceMappingURL=.*$/m, ""));
for (const image of await readdir(join(here, "images"))) await copyFile(join(here, "images", image), join(out, "images", image));

for (const name of await readdir(out)) {
  if (!/\.(js|css)$/.test(name)) continue;
  const content = await readFile(join(out, name));
  await writeFile(join(out, `${name}.gz`), gzipSync(content, { level: 9 }));
  await writeFile(join(out, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
