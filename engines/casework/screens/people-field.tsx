import { useTranslation } from 'react-i18next'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { FieldFrame, type FieldProps } from '#apps/web/kits/light/FieldFrame.tsx'
import { NumberField } from '#apps/web/kits/light/NumberField.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import css from './people-field.module.css'

export interface PersonRow {
  readonly name: string
  readonly identityNumber: string
  readonly share: number
}
const nobody: PersonRow = { name: '', identityNumber: '', share: 0 }

/** Several people, each with name, identity number and share in per cent. */
export function PeopleField({
  value,
  onChange,
  ...field
}: FieldProps & { value: readonly PersonRow[]; onChange: (people: readonly PersonRow[]) => void }) {
  const { t } = useTranslation('casework')
  const people = value.length ? value : [nobody]
  const set = (at: number, change: Partial<PersonRow>) =>
    onChange(people.map((person, i) => (i === at ? { ...person, ...change } : person)))
  return (
    <FieldFrame field={field} group>
      {() => (
        <>
          {people.map((person, i) => (
            <div
              key={i}
              className={css.person}
              role="group"
              aria-label={t('screens.people.one', { count: i + 1 })}
            >
              <TextField
                name={`${field.name}/${i}/name`}
                label={t('screens.people.name')}
                value={person.name}
                onChange={(name) => set(i, { name })}
              />
              <TextField
                name={`${field.name}/${i}/identityNumber`}
                label={t('screens.people.identityNumber')}
                value={person.identityNumber}
                onChange={(identityNumber) => set(i, { identityNumber })}
              />
              <NumberField
                name={`${field.name}/${i}/share`}
                label={t('screens.people.share')}
                unit="%"
                value={person.share || undefined}
                onChange={(share) => set(i, { share: share ?? 0 })}
              />
              {people.length > 1 && (
                <Button look="quiet" onClick={() => onChange(people.filter((_, at) => at !== i))}>
                  {t('screens.people.remove')}
                </Button>
              )}
            </div>
          ))}
          <Button onClick={() => onChange([...people, nobody])}>{t('screens.people.add')}</Button>
        </>
      )}
    </FieldFrame>
  )
}
