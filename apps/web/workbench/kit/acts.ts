import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../client/api.ts'
import type { Input, Output, ReadName, WriteName } from '../../client/contracts.ts'
import { createIntent } from '../../client/intent.ts'
import { type Problem, problemFrom } from '../../client/problem.ts'

/** What follows an act arrives a moment later: look at once, and again when processes have run. */
const lookAgainMs = [400, 1_500, 4_000]

export interface OfficerAct<N extends WriteName> {
  /** the answer, or undefined when the server said no; why then stands in `problem` */
  readonly run: (input: Input<N>, version?: number) => Promise<Output<N> | undefined>
  readonly pending: boolean
  readonly problem: Problem | undefined
  readonly reset: () => void
}

/**
 * One act of an officer. Nothing is shown before the server has done it. An act judged from what was on the screen sends the version
 * it saw: when that moved, nothing is done, and what is shown is fetched again before the officer decides anew.
 */
export function useOfficerAct<N extends WriteName>(
  name: N,
  options: {
    /** the one reading that it changes; without it everything on the page is read again */
    readonly touches?: ReadName
  } = {},
): OfficerAct<N> {
  const client = useQueryClient()
  const { touches } = options
  const lookAgain = () => client.invalidateQueries(touches === undefined ? {} : { queryKey: [touches] })
  const intent = useRef(createIntent())
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const run = async (input: Input<N>, version?: number) => {
    setPending(true)
    setProblem(undefined)
    try {
      const answer = await api.execute(name, input, {
        key: intent.current.keyFor({ input, version }),
        ...(version === undefined ? {} : { version }),
      })
      intent.current.finished()
      await lookAgain()
      if (touches === undefined) for (const ms of lookAgainMs) setTimeout(() => void lookAgain(), ms)
      return answer
    } catch (error) {
      const found = problemFrom(error)
      setProblem(found)
      if (found.status === 409 || found.status === 422) void lookAgain()
      return undefined
    } finally {
      setPending(false)
    }
  }
  return { run, pending, problem, reset: () => setProblem(undefined) }
}
