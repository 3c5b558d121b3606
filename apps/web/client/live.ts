import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Me } from './contracts.ts'

const isAbout = (partyId: string) => (query: { queryKey: readonly unknown[] }) => {
  const input = query.queryKey[1]
  return typeof input === 'object' && input !== null && 'partyId' in input && input.partyId === partyId
}

/** Many things recorded at once are looked at once. */
const gatherMs = 150

function lookAtOnce(client: QueryClient): { about: (partyId: string) => void; stop: () => void } {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  return {
    about: (partyId) => {
      if (waiting.has(partyId)) return
      const look = () => {
        waiting.delete(partyId)
        void client.invalidateQueries({ predicate: isAbout(partyId) })
      }
      waiting.set(partyId, setTimeout(look, gatherMs))
    },
    stop: () => waiting.forEach(clearTimeout),
  }
}

/** Whatever is recorded of the account's enterprises shows on the open page without being asked for. */
export function useLive(me: Me | undefined): void {
  const client = useQueryClient()
  const parties = me?.signedIn ? me.partyIds.join() : ''
  useEffect(() => {
    if (!parties || typeof EventSource === 'undefined') return
    const { about, stop } = lookAtOnce(client)
    const source = new EventSource('/api/live')
    source.addEventListener('message', ({ data }: MessageEvent<string>) =>
      about((JSON.parse(data) as { partyId: string }).partyId),
    )
    return () => {
      source.close()
      stop()
    }
  }, [client, parties])
}
