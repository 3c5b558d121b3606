import { useMe } from '../../client/hooks.ts'
import type { ReadName, WriteName } from '../../client/contracts.ts'

/** Whether the account may do something at all; the server judges each case. A button it may never press is not shown. */
export function useMay(): (operation: WriteName | ReadName) => boolean {
  const me = useMe()
  return (operation) => me.data?.may[operation] !== undefined
}
