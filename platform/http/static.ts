import fs from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const yearSeconds = 31_536_000
const page = 'index.html'
/** loaded by pages of other sites */
const embedScript = 'embed.js'

/** Files named by their content never change; everything else is asked for again each time. */
const cacheControl = (file: string): string =>
  file.startsWith('assets/') ? `public, max-age=${yearSeconds}, immutable` : 'no-cache'

/** The path inside the directory, or undefined for anything that would leave it. */
function fileIn(directory: string, url: string): string | undefined {
  let wanted: string
  try {
    wanted = decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1)
  } catch {
    return undefined
  }
  const file = path.resolve(directory, wanted)
  if (wanted.includes('\0') || !file.startsWith(directory + path.sep)) return undefined
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ? path.relative(directory, file) : undefined
}

/** Pages made to stand inside other sites; all others may be framed by this site only. */
function mayBeFramed(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  reply.removeHeader('x-frame-options')
  reply.header('content-security-policy', policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *'))
}

/**
 * Serves the built web app: compressed copies where the browser takes them, hashed files for a year, and the page itself
 * for every address that the browser's router knows. Unknown API addresses and missing assets stay "not found".
 * Answers false when the app has not been built.
 */
export async function serveWeb(app: FastifyInstance, directory: string): Promise<boolean> {
  if (!fs.existsSync(path.join(directory, page))) return false
  await app.register(fastifyStatic, {
    root: directory,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  })
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const wanted = request.url.split('?', 1)[0] ?? '/'
    if (wanted === '/api' || wanted.startsWith('/api/')) return reply.callNotFound()
    const file = fileIn(directory, request.url)
    if (!file && wanted.startsWith('/assets/')) return reply.callNotFound()
    const sent = file ?? page
    if (wanted.startsWith('/embed/')) mayBeFramed(reply)
    if (sent === embedScript) reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.header('cache-control', cacheControl(sent)).sendFile(sent)
  }
  app.get('/*', answer)
  return true
}
