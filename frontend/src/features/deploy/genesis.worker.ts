import { buildAnchored, type GenesisJob } from './outputs.ts'

self.onmessage = ({ data }: MessageEvent<GenesisJob>) => self.postMessage(buildAnchored(data))
