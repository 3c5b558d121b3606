import {
  QueryClient,
  queryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { Me } from './contracts.ts'
import { useLanguage } from '../i18n/i18n.ts'
import { api } from './api.ts'
import type {
  Input,
  Output,
  ReadName,
  ServiceInput,
  ServiceName,
  ServiceOutput,
  WriteName,
} from './contracts.ts'
import { createIntent } from './intent.ts'
import { type Problem, problemFrom } from './problem.ts'

/** The client tries again by itself, so that queries need not. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 5_000 }, mutations: { retry: false } },
})

export interface ReadOptions {
  readonly enabled?: boolean
  /** looks again every so many milliseconds while the page is open */
  readonly everyMs?: number
}

const reading = <N extends ReadName>(name: N, input: Input<N>) =>
  queryOptions({
    queryKey: [name, input],
    queryFn: ({ signal }): Promise<Output<N>> => api.query(name, input, signal),
  })

export function useRead<N extends ReadName>(
  name: N,
  input: Input<N>,
  options: ReadOptions = {},
): UseQueryResult<Output<N>> {
  return useQuery({
    ...reading(name, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
  })
}

/** Asks while the page's own files are on their way; whatever goes wrong is told by the page, which asks again. */
export const readAhead = <N extends ReadName>(name: N, input: Input<N>): void =>
  void queryClient.prefetchQuery(reading(name, input))

export function useService<N extends ServiceName>(
  name: N,
  input: ServiceInput<N>,
  options: ReadOptions = {},
): UseQueryResult<ServiceOutput<N>> {
  return useQuery({
    queryKey: ['platform', name, input],
    queryFn: () => api.service(name, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
  })
}

/** Who is signed in; the page waits for it before it shows anything personal. */
export const useMe = (): UseQueryResult<Me> => useQuery(me)
const me = queryOptions({
  queryKey: ['me'],
  queryFn: (): Promise<Me> => api.service('me', {}),
  staleTime: 30_000,
})

/** Every page waits for it: it is asked for before there is one. */
export const askWhoIsHere = (): void => void queryClient.prefetchQuery(me)

/** What follows an act arrives a moment later: look at once, and again when processes have run. */
const lookAgainMs = [0, 500, 2_000]
function lookAgain(client: QueryClient): void {
  for (const ms of lookAgainMs) setTimeout(() => void client.invalidateQueries(), ms)
}

export interface Act<I, O> {
  /** the answer, or undefined when it failed; the problem is then in `problem` */
  readonly run: (input: I) => Promise<O | undefined>
  readonly pending: boolean
  readonly problem: Problem | undefined
  readonly language: 'zh' | 'en'
  readonly reset: () => void
}

/** One button's act. Pressing it twice, or again after a lost answer, is one act. */
export function useAct<N extends WriteName>(name: N): Act<Input<N>, Output<N>> {
  const client = useQueryClient()
  const intent = useRef(createIntent())
  return useCall(
    useCallback(
      async (input: Input<N>) => {
        const answer = await api.execute(name, input, { key: intent.current.keyFor(input) })
        intent.current.finished()
        lookAgain(client)
        return answer
      },
      [client, name],
    ),
  )
}

export function useServiceAct<N extends ServiceName>(name: N): Act<ServiceInput<N>, ServiceOutput<N>> {
  const client = useQueryClient()
  return useCall(
    useCallback(
      async (input: ServiceInput<N>) => {
        const answer = await api.service(name, input)
        await client.invalidateQueries()
        return answer
      },
      [client, name],
    ),
  )
}

function useCall<I, O>(call: (input: I) => Promise<O>): Act<I, O> {
  const language = useLanguage()
  const [problem, setProblem] = useState<Problem>()
  const { mutateAsync, isPending } = useMutation({ mutationFn: call })
  const run = useCallback(
    async (input: I) => {
      setProblem(undefined)
      try {
        return await mutateAsync(input)
      } catch (error) {
        setProblem(problemFrom(error))
        return undefined
      }
    },
    [mutateAsync],
  )
  const reset = useCallback(() => setProblem(undefined), [])
  return { run, pending: isPending, problem, language, reset }
}
