import { Lamp } from '#apps/web/kits/light/Lamp.tsx'
import type { Lamp as LampColour } from '../view-parts.ts'

const states = { green: 'on-time', amber: 'soon', red: 'late', blue: 'held', grey: 'done' } as const

export function CaseLamp({ lamp }: { lamp: LampColour }) {
  return <Lamp state={states[lamp]} />
}
