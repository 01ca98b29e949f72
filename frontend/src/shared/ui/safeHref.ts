const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * An address of the web that may become a link: https, or http on this machine, and no user name in it, which could
 * pass for the host. Undefined for everything else. What is returned is normalised: a host in another script shows
 * as punycode.
 */
export function safeHref(text: string): string | undefined {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '') return undefined
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  return isAllowed ? url.href : undefined
}
