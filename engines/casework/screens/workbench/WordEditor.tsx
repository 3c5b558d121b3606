import { choiceListForm, fieldForm, materialForm } from '../../catalogue/form/word-form.ts'
import type { Body } from '../../catalogue/form/values.ts'
import type { WordKind } from '../../catalogue/word-kinds.ts'
import { DefinitionForm } from './form/DefinitionForm.tsx'
import type { Fault } from './form/desk.ts'

const sheets = { field: fieldForm, 'choice-list': choiceListForm, material: materialForm } as const

/** What officers write of a field, a list of choices or a material that items pick from. */
export function WordEditor({
  kind,
  ...props
}: {
  kind: WordKind
  body: Body
  locked: boolean
  faults: readonly Fault[]
  onChange: (next: Body) => void
}) {
  return <DefinitionForm sheets={sheets[kind]} {...props} />
}
