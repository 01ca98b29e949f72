/** What Node answers to one request of the page. */
export type Reply = { result: unknown } | { error: { code: number; message: string; data?: unknown } }

/** How the wallet presents itself (EIP-6963). */
export type WalletInfo = { uuid: string; name: string; icon: string; rdns: string }

/** Name of the function by which Node tells a page's listeners an event of the wallet. */
export function emitterOf(binding: string): string {
  return `${binding}Emit`
}

type Listener = (value: unknown) => void
type PageGlobal = {
  addEventListener(type: string, listener: () => void): void
  dispatchEvent(event: Event): boolean
} & Record<string, unknown>

/**
 * Runs in the page before its own scripts: announces an EIP-1193 provider whose requests go to Node by the function
 * `binding`. Self-contained, because the page gets its source text.
 */
export function injectProvider(options: { binding: string; emitter: string; info: WalletInfo }): void {
  // The page's window: this program is compiled for Node.
  const page = globalThis as unknown as PageGlobal
  const listeners = new Map<string, Set<Listener>>()
  const provider = {
    async request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
      // exposeFunction has put it there.
      const ask = page[options.binding] as (method: string, params: unknown) => Promise<Reply>
      const reply = await ask(method, params ?? [])
      if (!('error' in reply)) return reply.result
      const { message, ...rest } = reply.error
      throw Object.assign(new Error(message), rest)
    },
    on(event: string, listener: Listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
      return provider
    },
    removeListener(event: string, listener: Listener) {
      listeners.get(event)?.delete(listener)
      return provider
    },
  }
  page[options.emitter] = (event: string, value: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(value)
  }
  const detail = Object.freeze({ info: Object.freeze(options.info), provider })
  const announce = (): void => {
    page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  page.addEventListener('eip6963:requestProvider', announce)
  announce()
}
