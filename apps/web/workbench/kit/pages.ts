import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../client/api.ts'
import type { Input, Output, ReadName } from '../../client/contracts.ts'

/** Reads that answer page by page, and what one row of them is. */
type RowOf<N extends ReadName> = Output<N> extends { items: readonly (infer Row)[] } ? Row : never

export interface Paged<Row> {
  /** undefined until the first page is here */
  readonly items: readonly Row[] | undefined
  readonly more: boolean
  readonly loadMore: () => void
  readonly loadingMore: boolean
  /** being looked at again, with the old rows still shown */
  readonly refreshing: boolean
  readonly error: unknown
  readonly refetch: () => void
}

type PageAnswer = { readonly items: readonly unknown[]; readonly next?: unknown }

/** A keyset list, grown page by page. `cursor` is the input that takes the last page's `next`. */
export function usePages<N extends ReadName>(
  name: N,
  input: Input<N>,
  options: { cursor?: 'after' | 'before'; enabled?: boolean; everyMs?: number } = {},
): Paged<RowOf<N>> {
  const cursor = options.cursor ?? 'after'
  const result = useInfiniteQuery({
    queryKey: [name, 'pages', input],
    queryFn: ({ pageParam, signal }) =>
      api.query(name, { ...(input as object), [cursor]: pageParam } as Input<N>, signal),
    initialPageParam: undefined as unknown,
    getNextPageParam: (last) => (last as PageAnswer).next,
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    placeholderData: (before) => before,
  })
  const pages = result.data?.pages as readonly PageAnswer[] | undefined
  return {
    items: pages?.flatMap((page) => page.items) as readonly RowOf<N>[] | undefined,
    more: result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    loadingMore: result.isFetchingNextPage,
    refreshing: result.isFetching && !result.isFetchingNextPage,
    error: result.error,
    refetch: () => void result.refetch(),
  }
}

/** A short list that came whole, for where pages are expected. */
export const whole = <Row>(items: readonly Row[] | undefined, error?: unknown): Paged<Row> => ({
  items,
  more: false,
  loadMore: () => undefined,
  loadingMore: false,
  refreshing: false,
  error,
  refetch: () => undefined,
})

/** A file that a person opens holds no more rows than they can read; beyond it the filters should be narrower. */
export const mostRowsInAFile = 5_000

/** Every row of a filtered list, page after page, for a file. */
export async function allRows<N extends ReadName>(
  name: N,
  input: Input<N>,
  cursor: 'after' | 'before' = 'after',
): Promise<RowOf<N>[]> {
  const rows: unknown[] = []
  let next: unknown
  do {
    const page = (await api.query(name, {
      ...(input as object),
      limit: 100,
      [cursor]: next,
    } as Input<N>)) as PageAnswer
    rows.push(...page.items)
    next = page.next
  } while (next !== undefined && rows.length < mostRowsInAFile)
  return rows.slice(0, mostRowsInAFile) as RowOf<N>[]
}
