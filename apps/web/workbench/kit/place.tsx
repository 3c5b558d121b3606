import { Link, useRouter, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo } from 'react'

const base = '/workbench/'
export type PlaceSearch = Readonly<Record<string, string>>

const textsOf = (search: object): PlaceSearch =>
  Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )

export interface Place {
  /** what stands after `/workbench/`, piece by piece */
  readonly segments: readonly string[]
  readonly search: PlaceSearch
  readonly go: (path: string, search?: PlaceSearch) => void
  /** changes some of the search; an empty text takes one away. Replaces, so that Back leaves the page. */
  readonly change: (patch: PlaceSearch) => void
}

/** Where in the workbench we are. What is filtered and opened stands in the address, so that it can be sent and found again. */
export function usePlace(): Place {
  const router = useRouter()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const searchText = useRouterState({ select: (state) => state.location.searchStr })
  const search = useMemo(() => textsOf(router.options.parseSearch(searchText)), [router, searchText])
  const segments = useMemo(
    () =>
      path
        .slice(base.length)
        .split('/')
        .filter((piece) => piece !== '')
        .map(decodeURIComponent),
    [path],
  )
  const go = useCallback(
    (to: string, next: PlaceSearch = {}) =>
      void router.navigate({ to: '/workbench/$', params: { _splat: to }, search: next as never }),
    [router],
  )
  const change = useCallback(
    (patch: PlaceSearch) =>
      void router.navigate({
        to: '/workbench/$',
        params: { _splat: path.slice(base.length) },
        search: textsOf({ ...search, ...patch }) as never,
        replace: true,
        resetScroll: false,
      }),
    [router, path, search],
  )
  return { segments, search, go, change }
}

/** A link within the workbench. */
export function PlaceLink({
  to,
  search,
  children,
  className,
  here,
}: {
  to: string
  search?: PlaceSearch
  children: ReactNode
  className?: string | undefined
  /** this link leads to where we are */
  here?: boolean
}) {
  return (
    <Link
      to="/workbench/$"
      params={{ _splat: to }}
      search={(search ?? {}) as never}
      preload={false}
      className={className}
      activeProps={{}}
      aria-current={here ? 'page' : undefined}
    >
      {children}
    </Link>
  )
}
