import { useSyncExternalStore } from 'react'
import { useRead } from '../client/hooks.ts'
import type { Output } from '../client/contracts.ts'

/** Which of one's enterprises the space shows; remembered on this device. */
const key = 'yishang.company'
const listeners = new Set<() => void>()
const remembered = () => localStorage.getItem(key) ?? ''

export function chooseCompany(partyId: string): void {
  localStorage.setItem(key, partyId)
  for (const listener of listeners) listener()
}

export type Company = Output<'party.listMyParties'>['items'][number]

export interface Companies {
  /** undefined while they are being fetched */
  readonly all: readonly Company[] | undefined
  readonly chosen: Company | undefined
  readonly failed: unknown
}

export function useCompanies(): Companies {
  const mine = useRead('party.listMyParties', {})
  const wanted = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, remembered)
  const all = mine.data?.items
  return { all, chosen: all?.find((company) => company.partyId === wanted) ?? all?.[0], failed: mine.error }
}
