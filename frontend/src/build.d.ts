/** Subresource integrity of the bytecode bundle; see vite.config.ts. */
declare const __BEDROCK_INTEGRITY__: string

declare module '#bedrock?url' {
  const url: string
  export default url
}
