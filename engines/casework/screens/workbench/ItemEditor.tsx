import { itemForm } from '../../catalogue/form/item-form.ts'
import type { Body } from '../../catalogue/form/values.ts'
import { DefinitionForm } from './form/DefinitionForm.tsx'
import type { Fault } from './form/desk.ts'

/** What officers write of an item: everything that its definition may hold. */
export function ItemEditor(props: {
  body: Body
  locked: boolean
  faults: readonly Fault[]
  onChange: (next: Body) => void
}) {
  return <DefinitionForm sheets={itemForm} {...props} />
}
