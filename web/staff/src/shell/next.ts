/** Where to go after signing in: only a page of this server, told apart by whether this router knows it. */
export function destination(next: unknown, origin: string): { inside: string } | { outside: string } {
  if (typeof next !== 'string' || !next.startsWith('/')) return { inside: '/' }
  const url = new URL(next, origin)
  if (url.origin !== origin) return { inside: '/' }
  const rest = url.pathname + url.search + url.hash
  if (url.pathname.startsWith('/screen')) return { outside: rest }
  if (url.pathname === '/staff' || url.pathname.startsWith('/staff/')) return { inside: rest.slice('/staff'.length) || '/' }
  return { inside: rest }
}
