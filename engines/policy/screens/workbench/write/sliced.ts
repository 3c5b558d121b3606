import { type FunctionComponent, memo } from 'react'
import type { PartProps } from './body.ts'

/** A part of the editor that is drawn again only when one of the places it reads, or something beside the policy, has changed. */
export const sliced = <P extends PartProps>(
  places: readonly string[],
  Part: FunctionComponent<P>,
): FunctionComponent<P> =>
  memo(Part, (before, after) => {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof P>
    names.delete('policy')
    return (
      places.every((place) => before.policy[place] === after.policy[place]) &&
      [...names].every((name) => before[name] === after[name])
    )
  }) as unknown as FunctionComponent<P>
