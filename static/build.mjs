// Bundles the style sheet and the scripts into build/, beside compressed copies that the server can send as they are.
// Usage: node build.mjs VEROVIO_DATA_FOLDER (the engraving font is taken out of the installed verovio package).

import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname;
const out = join(here, "build");
const [fontFolder] = process.argv.slice(2);
if (!fontFolder) throw new Error("Name the data folder of the verovio package.");

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });
await mkdir(join(out, "images"), { recursive: true });

await build({
  entryPoints: { site: join(here, "js/site.js"), piece: join(here, "js/piece.js"), synth: join(here, "js/synth.js") },
  outdir: out, bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "linked",
});
await build({
  entryPoints: { site: join(here, "css/site.css") },
  outdir: out, bundle: true, minify: true, target: ["chrome115", "firefox115", "safari16.4"], external: ["*.woff2"],
});
await copyFile(join(here, "node_modules/spessasynth_lib/dist/spessasynth_processor.min.js"), join(out, "worklet.js"));
for (const image of await readdir(join(here, "images"))) await copyFile(join(here, "images", image), join(out, "images", image));

// The package keeps its font inside a style sheet as a data address, which our Content-Security-Policy refuses.
const sheet = await readFile(join(fontFolder, "Leipzig.css"), "utf8");
const font = Buffer.from(/base64,([A-Za-z0-9+/=]+)/.exec(sheet)[1], "base64");
if (font.subarray(0, 4).toString() !== "wOF2") throw new Error("Leipzig.css holds no WOFF2 font any more.");
await writeFile(join(out, "fonts/leipzig.woff2"), font);

for (const name of await readdir(out)) {
  if (!/\.(js|css)$/.test(name)) continue;
  const content = await readFile(join(out, name));
  await writeFile(join(out, `${name}.gz`), gzipSync(content, { level: 9 }));
  await writeFile(join(out, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
