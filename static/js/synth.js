// Loaded on the first Play only.
export { WorkletSynthesizer } from "spessasynth_lib";
